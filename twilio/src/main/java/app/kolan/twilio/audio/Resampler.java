package app.kolan.twilio.audio;

/// A sample rate converter: a polyphase FIR low-pass with a Blackman window.
///
/// The rates are reduced to `up / down`; the prototype filter has `32 · max(up, down) + 1` taps at
/// the common rate and cuts at 92 % of the lower Nyquist frequency, so that nothing folds back into
/// the telephone band (24 kHz to 8 kHz: 0 dB at 3 kHz, more than 80 dB down at 4.5 kHz). The output
/// is aligned with the input: the filter's delay is taken out.
///
/// Immutable; safe to share between threads.
public final class Resampler {
  private static final int TAPS_PER_STEP = 32;
  private static final double CUT_OFF = 0.92;

  private final int fromRate;
  private final int toRate;
  private final int up;
  private final int down;
  private final double[] taps;

  private Resampler(int fromRate, int toRate) {
    this.fromRate = fromRate;
    this.toRate = toRate;
    int divisor = greatestCommonDivisor(fromRate, toRate);
    this.up = toRate / divisor;
    this.down = fromRate / divisor;
    this.taps = lowPass(up, down);
  }

  /// The converter from one rate to another, both in samples a second.
  public static Resampler between(int fromRate, int toRate) {
    if (fromRate < 1 || toRate < 1) {
      throw new IllegalArgumentException("sample rates are at least 1");
    }
    return new Resampler(fromRate, toRate);
  }

  /// The same sound at the new rate; its length is that of the input, rounded down to a whole
  /// sample.
  public Pcm resample(Pcm input) {
    if (input.rate() != fromRate) {
      throw new IllegalArgumentException(
          "this resampler takes " + fromRate + " Hz, not " + input.rate());
    }
    if (up == 1 && down == 1) {
      return input;
    }
    int outputLength = (int) ((long) input.length() * up / down);
    var output = new short[outputLength];
    int centre = taps.length / 2;
    for (int i = 0; i < outputLength; i++) {
      output[i] = Pcm.clip(convolve(input, (long) i * down + centre));
    }
    return Pcm.owning(output, toRate);
  }

  /// The filter's output at a place of the common rate; only every `up`-th tap meets a sample.
  private double convolve(Pcm input, long place) {
    int phase = (int) (place % up);
    long newest = place / up;
    double sum = 0;
    for (int tap = phase, back = 0; tap < taps.length; tap += up, back++) {
      long at = newest - back;
      if (at >= 0 && at < input.length()) {
        sum += taps[tap] * input.at((int) at);
      }
    }
    return sum;
  }

  private static double[] lowPass(int up, int down) {
    int length = TAPS_PER_STEP * Math.max(up, down) + 1;
    double cutOff = CUT_OFF / Math.max(up, down) / 2;
    var taps = new double[length];
    int centre = length / 2;
    for (int i = 0; i < length; i++) {
      double x = 2 * Math.PI * cutOff * (i - centre);
      double sinc = i == centre ? 1 : Math.sin(x) / x;
      double turn = 2 * Math.PI * i / (length - 1);
      double blackman = 0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
      taps[i] = 2 * cutOff * sinc * blackman * up;
    }
    return taps;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
