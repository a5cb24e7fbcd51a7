package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// Sounds on a line other than voices.
public final class LineSounds {
  private LineSounds() {}

  public static Mulaw tone(double hertz, double amplitude, int seconds) {
    return sound(seconds, i -> amplitude * Math.sin(2 * Math.PI * hertz * i / Mulaw.RATE));
  }

  public static Mulaw noise(double amplitude, int seconds) {
    var random = new Random(7);
    return sound(seconds, _ -> amplitude * random.nextGaussian());
  }

  /// Noise with more energy at low frequencies: a leaky sum of white noise.
  public static Mulaw rumble(double amplitude, int seconds) {
    var random = new Random(8);
    var sum = new double[1];
    return sound(
        seconds,
        _ -> {
          sum[0] = sum[0] * 0.995 + random.nextGaussian() * 0.1;
          return amplitude * sum[0];
        });
  }

  /// Random bytes.
  public static Mulaw garbage(int seconds) {
    var codes = new byte[seconds * Mulaw.RATE];
    new Random(9).nextBytes(codes);
    return Mulaw.of(codes);
  }

  private static Mulaw sound(int seconds, IntToDoubleFunction sample) {
    var samples = new short[seconds * Mulaw.RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.clamp(sample.applyAsDouble(i), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
