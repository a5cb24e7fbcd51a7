package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.time.Duration;
import java.util.SplittableRandom;

/// Synthetic speech without words: harmonics of a gliding pitch, shaped by the formants of a vowel,
/// in syllables of 120 to 260 ms with short gaps.
///
/// Formants: Peterson and Barney, "Control Methods Used in a Study of the Vowels" (1952).
final class SyntheticSpeech {
  private static final double[][] VOWELS = {
    {730, 1090, 2440}, {530, 1840, 2480}, {390, 1990, 2550}, {570, 840, 2410}, {440, 1020, 2240}
  };
  private static final double LOUDNESS_DBFS = -20;
  private static final double LOWEST_HERTZ = 200;
  private static final double HIGHEST_HERTZ = 3400;
  private static final double FORMANT_WIDTH = 120;

  private final SplittableRandom random;
  private final double pitch;

  SyntheticSpeech(String seedText) {
    random = new SplittableRandom(seed(seedText));
    pitch = random.nextDouble(105, 210);
  }

  Mulaw spokenFor(Duration length) {
    var samples = new double[Math.toIntExact(length.toMillis() * Mulaw.RATE / 1000)];
    int at = 0;
    while (at < samples.length) {
      int syllable = milliseconds(120, 260);
      voice(samples, at, Math.min(samples.length, at + syllable));
      at += syllable + milliseconds(20, 90);
    }
    return levelled(samples).toMulaw();
  }

  private void voice(double[] samples, int from, int to) {
    double[] vowel = VOWELS[random.nextInt(VOWELS.length)];
    double start = pitch * random.nextDouble(0.9, 1.15);
    double end = pitch * random.nextDouble(0.85, 1.1);
    double phase = 0;
    for (int i = from; i < to; i++) {
      double part = (double) (i - from) / (to - from);
      double hertz = start + (end - start) * part;
      phase += 2 * Math.PI * hertz / Mulaw.RATE;
      double sum = 0;
      for (int harmonic = 1; harmonic * hertz < HIGHEST_HERTZ; harmonic++) {
        if (harmonic * hertz > LOWEST_HERTZ) {
          sum += strength(harmonic * hertz, vowel) * Math.sin(harmonic * phase);
        }
      }
      samples[i] = sum * Math.sin(Math.PI * Math.min(1, part * 1.02));
    }
  }

  private static double strength(double hertz, double[] formants) {
    double strength = 0.02;
    for (int i = 0; i < formants.length; i++) {
      double distance = (hertz - formants[i]) / FORMANT_WIDTH;
      strength += 1.0 / (1 << i) / (1 + distance * distance);
    }
    return strength;
  }

  private static Pcm levelled(double[] samples) {
    double sum = 0;
    for (double sample : samples) {
      sum += sample * sample;
    }
    double rms = Math.sqrt(sum / Math.max(1, samples.length));
    double factor = rms == 0 ? 0 : Math.pow(10, LOUDNESS_DBFS / 20) * -Short.MIN_VALUE / rms;
    var level = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      level[i] = (short) Math.clamp(samples[i] * factor, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(level, Mulaw.RATE);
  }

  private int milliseconds(int least, int most) {
    return random.nextInt(least, most) * Mulaw.RATE / 1000;
  }

  /// FNV-1a, which spreads texts that differ in one letter.
  private static long seed(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
