package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;
import java.util.Arrays;

/// Test sounds.
final class Tone {
  private Tone() {}

  /// A sine whose peak is this part of full scale.
  static Pcm sine(double frequency, double peak, int milliseconds, int rate) {
    var samples = new short[rate * milliseconds / 1000];
    for (int i = 0; i < samples.length; i++) {
      double turn = 2 * Math.PI * frequency * i / rate;
      samples[i] = (short) Math.round(Math.sin(turn) * peak * Short.MAX_VALUE);
    }
    return Pcm.of(samples, rate);
  }

  static Pcm silence(int milliseconds, int rate) {
    return Pcm.of(new short[rate * milliseconds / 1000], rate);
  }

  static Pcm join(Pcm first, Pcm second) {
    short[] joined = Arrays.copyOf(first.samples(), first.length() + second.length());
    System.arraycopy(second.samples(), 0, joined, first.length(), second.length());
    return Pcm.of(joined, first.rate());
  }
}
