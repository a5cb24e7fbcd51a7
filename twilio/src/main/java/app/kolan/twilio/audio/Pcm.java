package app.kolan.twilio.audio;

import java.time.Duration;
import java.util.Arrays;

/// Linear PCM audio: signed 16-bit samples, mono, at a stated rate.
///
/// Immutable and thread-safe.
public final class Pcm {
  private final short[] samples;
  private final int rate;

  private Pcm(short[] samples, int rate) {
    if (rate < 1) {
      throw new IllegalArgumentException("a sample rate is at least 1, not " + rate);
    }
    this.samples = samples;
    this.rate = rate;
  }

  /// The audio of these samples, which are copied.
  public static Pcm of(short[] samples, int rate) {
    return new Pcm(samples.clone(), rate);
  }

  static Pcm owning(short[] samples, int rate) {
    return new Pcm(samples, rate);
  }

  /// Samples a second.
  public int rate() {
    return rate;
  }

  public int length() {
    return samples.length;
  }

  public short at(int index) {
    return samples[index];
  }

  public short[] samples() {
    return samples.clone();
  }

  /// How long it plays, to the microsecond.
  public Duration duration() {
    return Duration.ofNanos(samples.length * 1_000_000L / rate * 1000L);
  }

  /// The part from one sample up to another, which are cut to what there is.
  public Pcm slice(int from, int to) {
    int start = Math.clamp(from, 0, samples.length);
    int end = Math.clamp(to, start, samples.length);
    return new Pcm(Arrays.copyOfRange(samples, start, end), rate);
  }

  /// The same sound at another rate.
  public Pcm resampledTo(int newRate) {
    return Resampler.between(rate, newRate).resample(this);
  }

  /// The same sound, louder or softer; what is too loud for 16 bits is clipped.
  public Pcm amplified(double factor) {
    var louder = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      louder[i] = clip(samples[i] * factor);
    }
    return new Pcm(louder, rate);
  }

  /// The telephone audio of this sound; it is resampled when its rate is another.
  public Mulaw toMulaw() {
    if (rate != Mulaw.RATE) {
      return resampledTo(Mulaw.RATE).toMulaw();
    }
    var codes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      codes[i] = G711.encode(samples[i]);
    }
    return Mulaw.of(codes);
  }

  /// The root mean square, in decibels below the loudest sine (dBFS is 0 for a full square wave);
  /// negative infinity for silence.
  public double rmsDbfs() {
    if (samples.length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return 20 * Math.log10(Math.sqrt(sum / samples.length) / -(double) Short.MIN_VALUE);
  }

  /// The loudest sample, in decibels below full scale; negative infinity for silence.
  public double peakDbfs() {
    int peak = 0;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs((int) sample));
    }
    return 20 * Math.log10(peak / -(double) Short.MIN_VALUE);
  }

  static short clip(double value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pcm that && rate == that.rate && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(samples) + rate;
  }

  @Override
  public String toString() {
    return "Pcm[" + duration().toMillis() + " ms at " + rate + " Hz]";
  }
}
