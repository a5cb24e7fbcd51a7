package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import java.util.Arrays;

/// The loudness of audio over time: the root mean square of 20 ms, every 5 ms, as its square root,
/// so that one loud vowel does not outweigh a sentence.
final class Envelope {
  /// From one value to the next.
  static final int STEP = Mulaw.RATE / 200;

  private static final int WINDOW = Mulaw.RATE / 50;
  private static final double SILENCE = Math.sqrt(60);

  /// 80 ms.
  private static final int NEXT_TO = 16;

  private static final double HALF_AS_LOUD = 0.5;

  private final float[] values;

  private Envelope(float[] values) {
    this.values = values;
  }

  static Envelope of(Mulaw sound) {
    int length = Math.max(0, (sound.length() - WINDOW) / STEP + 1);
    var squares = new double[sound.length() + 1];
    for (int i = 0; i < sound.length(); i++) {
      double sample = sound.sampleAt(i);
      squares[i + 1] = squares[i] + sample * sample;
    }
    var values = new float[length];
    for (int i = 0; i < length; i++) {
      double sum = squares[i * STEP + WINDOW] - squares[i * STEP];
      values[i] = (float) Math.sqrt(Math.sqrt(sum / WINDOW));
    }
    return new Envelope(values);
  }

  int length() {
    return values.length;
  }

  Envelope slice(int from, int to) {
    return new Envelope(Arrays.copyOfRange(values, from, to));
  }

  /// Without the silence at both ends.
  Envelope trimmed() {
    double floor = Math.max(SILENCE, 0.12 * peak());
    int from = 0;
    int to = values.length;
    while (from < to && values[from] < floor) {
      from++;
    }
    while (to > from && values[to - 1] < floor) {
      to--;
    }
    return slice(from, to);
  }

  /// The similarity in loudness of other audio and the stretch of this one from a position on: 1 at
  /// most, and 0 for silence.
  ///
  /// @param step uses only every so many values, for a quick estimate
  double likeness(Envelope other, int from, int step) {
    int length = other.length();
    if (length == 0 || from < 0 || from + length > length()) {
      return 0;
    }
    int n = (length + step - 1) / step;
    double sumHere = 0;
    double sumThere = 0;
    double squaresHere = 0;
    double squaresThere = 0;
    double products = 0;
    for (int i = 0; i < length; i += step) {
      double here = values[from + i];
      double there = other.values[i];
      sumHere += here;
      sumThere += there;
      squaresHere += here * here;
      squaresThere += there * there;
      products += here * there;
    }
    double spread =
        (squaresHere - sumHere * sumHere / n) * (squaresThere - sumThere * sumThere / n);
    if (sumHere / n < SILENCE || spread <= 0) {
      return 0;
    }
    return (products - sumHere * sumThere / n) / Math.sqrt(spread);
  }

  /// Whether a stretch has near silence on both sides, or the end of the audio.
  boolean isAlone(int from, int to) {
    double quiet = Math.max(SILENCE, HALF_AS_LOUD * slice(from, to).peak());
    return mean(Math.max(0, from - NEXT_TO), from) < quiet
        && mean(to, Math.min(values.length, to + NEXT_TO)) < quiet;
  }

  private double mean(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return from == to ? 0 : sum / (to - from);
  }

  private float peak() {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, value);
    }
    return peak;
  }
}
