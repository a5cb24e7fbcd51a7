package app.kolan.bench.listening;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;

/// Sound that is still being mixed: samples at telephone rate, of any size.
final class Signal {
  private static final double FULL_SCALE = 32768;

  private final double[] samples;

  Signal(int length) {
    samples = new double[length];
  }

  static Signal of(Mulaw audio) {
    var signal = new Signal(audio.length());
    for (int i = 0; i < audio.length(); i++) {
      signal.samples[i] = audio.sampleAt(i);
    }
    return signal;
  }

  int length() {
    return samples.length;
  }

  double at(int index) {
    return samples[index];
  }

  void set(int index, double value) {
    samples[index] = value;
  }

  /// Adds another sound from a place on, as far as it fits.
  void add(int from, Signal other) {
    for (int i = 0; i < other.samples.length && from + i < samples.length; i++) {
      samples[from + i] += other.samples[i];
    }
  }

  /// The same sound, by so many decibels louder.
  Signal amplified(double decibels) {
    double factor = Math.pow(10, decibels / 20);
    var louder = new Signal(samples.length);
    for (int i = 0; i < samples.length; i++) {
      louder.samples[i] = samples[i] * factor;
    }
    return louder;
  }

  /// The same sound with this root mean square, in dBFS; silence stays silence.
  Signal levelled(double dbfs) {
    double now = level(0, samples.length);
    return Double.isInfinite(now) ? this : amplified(dbfs - now);
  }

  /// The root mean square from one place to another, in dBFS.
  double level(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += samples[i] * samples[i];
    }
    return 20 * Math.log10(Math.sqrt(sum / Math.max(1, to - from)) / FULL_SCALE);
  }

  Mulaw toMulaw() {
    var rounded = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      rounded[i] = (short) Math.clamp(Math.round(samples[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(rounded, Mulaw.RATE).toMulaw();
  }
}
