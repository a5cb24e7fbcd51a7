package app.kolan.bench.listening;

import app.kolan.twilio.audio.Mulaw;
import java.util.SplittableRandom;

/// Single notes, tones and bursts.
final class Music {
  private static final int[] LOW_KEYS = {697, 770, 852, 941};
  private static final int[] HIGH_KEYS = {1209, 1336, 1477};

  private Music() {}

  /// A plucked string of a second.
  ///
  /// Source: K. Karplus and A. Strong, "Digital Synthesis of Plucked-String and Drum Timbres",
  /// Computer Music Journal, 1983.
  static Signal plucked(double hertz, SplittableRandom random) {
    var note = new Signal(Mulaw.RATE);
    var string = new double[(int) Math.round(Mulaw.RATE / hertz)];
    for (int i = 0; i < string.length; i++) {
      string[i] = random.nextDouble(-1, 1);
    }
    for (int i = 0; i < note.length(); i++) {
      int at = i % string.length;
      note.set(i, string[at]);
      string[at] = 0.498 * (string[at] + string[(at + 1) % string.length]);
    }
    return note;
  }

  /// An organ's chord.
  static Signal chord(double[] hertz, int length) {
    var sound = new Signal(length);
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (double note : hertz) {
        for (int harmonic = 1; harmonic <= 6; harmonic++) {
          sum += Math.sin(2 * Math.PI * note * harmonic * i / Mulaw.RATE) / harmonic;
        }
      }
      double trembling = 1 + 0.2 * Math.sin(2 * Math.PI * 6 * i / Mulaw.RATE);
      sound.set(i, sum * trembling * Math.min(1, (length - i) / 400.0));
    }
    return sound;
  }

  /// The tone of a telephone's key, for 120 ms.
  static Signal key(int number) {
    var tone = new Signal(Mulaw.RATE * 12 / 100);
    for (int i = 0; i < tone.length(); i++) {
      double low = Math.sin(2 * Math.PI * LOW_KEYS[number / 3] * i / Mulaw.RATE);
      double high = Math.sin(2 * Math.PI * HIGH_KEYS[number % 3] * i / Mulaw.RATE);
      tone.set(i, low + high);
    }
    return tone;
  }

  /// Noise that fades away.
  ///
  /// @param halfLife samples in which it loses half its strength
  static Signal burst(int length, double halfLife, SplittableRandom random) {
    var burst = new Signal(length);
    for (int i = 0; i < length; i++) {
      burst.set(i, random.nextGaussian() * Math.pow(0.5, i / halfLife));
    }
    return burst;
  }
}
