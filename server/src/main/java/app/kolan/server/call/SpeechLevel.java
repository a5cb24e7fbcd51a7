package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;

/// How loud the frames of one side of a call are where speech is: without mains hum and rumble,
/// which two 200 Hz high-pass sections take out. Each frame begins where the filters were after the
/// one before. One thread at a time.
public final class SpeechLevel {
  /// The level of a frame in which there is nothing.
  public static final double LOWEST_DBFS = -90;

  private static final double FULL_SCALE = 32768;

  private final HighPass first;
  private final HighPass second;

  public SpeechLevel() {
    this(new HighPass(), new HighPass());
  }

  private SpeechLevel(HighPass first, HighPass second) {
    this.first = first;
    this.second = second;
  }

  /// The level of the next frame, in dBFS.
  public double next(Mulaw frame) {
    double sum = 0;
    for (int i = 0; i < frame.length(); i++) {
      double filtered = second.pass(first.pass(frame.sampleAt(i)));
      sum += filtered * filtered;
    }
    double rms = Math.sqrt(sum / Math.max(1, frame.length()));
    return Math.max(LOWEST_DBFS, 20 * Math.log10(Math.max(rms, 1e-9) / FULL_SCALE));
  }

  /// One that has heard the same, so that a frame can be tried.
  public SpeechLevel copy() {
    return new SpeechLevel(first.copy(), second.copy());
  }

  /// A second-order Butterworth high-pass at 200 Hz for 8,000 samples a second.
  ///
  /// Source: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter
  /// coefficients".
  private static final class HighPass {
    private static final double TURN = 2 * Math.PI * 200 / Mulaw.RATE;
    private static final double ALPHA = Math.sin(TURN) / Math.sqrt(2);
    private static final double A0 = 1 + ALPHA;
    private static final double A1 = -2 * Math.cos(TURN) / A0;
    private static final double A2 = (1 - ALPHA) / A0;
    private static final double B0 = (1 + Math.cos(TURN)) / 2 / A0;
    private static final double B1 = -2 * B0;

    private double in1;
    private double in2;
    private double out1;
    private double out2;

    HighPass copy() {
      var copy = new HighPass();
      copy.in1 = in1;
      copy.in2 = in2;
      copy.out1 = out1;
      copy.out2 = out2;
      return copy;
    }

    double pass(double in) {
      double out = B0 * in + B1 * in1 + B0 * in2 - A1 * out1 - A2 * out2;
      in2 = in1;
      in1 = in;
      out2 = out1;
      out1 = out;
      return out;
    }
  }
}
