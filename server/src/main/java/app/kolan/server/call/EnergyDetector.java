package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;

/// An activity detector by energy alone: what is well above the line's own noise is speech.
/*
 * Each frame passes two 200 Hz high-pass sections, which take out mains hum and rumble, and its
 * level is compared with two bounds: the noise floor plus 9 dB, and -45 dBFS.
 *
 * The floor follows the quietest frames: it falls at once to a frame below it, and rises by
 * 0.04 dB a frame (2 dB a second) otherwise, so that a steady new noise is learnt in seconds while
 * a sentence hardly lifts it. It never rises above -30 dBFS, so that a long loud talker stays
 * audible.
 */
public final class EnergyDetector implements ActivityDetector {
  private static final double ABOVE_FLOOR_DB = 9;
  private static final double QUIETEST_SPEECH_DBFS = -45;
  private static final double HIGHEST_FLOOR_DBFS = -30;
  private static final double FLOOR_RISE_DB = 0.04;
  private static final double LOWEST_DBFS = -90;
  private static final double FULL_SCALE = 32768;

  private final HighPass first = new HighPass();
  private final HighPass second = new HighPass();
  private double floorDbfs = -60;

  @Override
  public boolean isSpeech(Mulaw frame) {
    double level = level(frame);
    floorDbfs = Math.min(level, Math.min(floorDbfs + FLOOR_RISE_DB, HIGHEST_FLOOR_DBFS));
    return level > QUIETEST_SPEECH_DBFS && level > floorDbfs + ABOVE_FLOOR_DB;
  }

  private double level(Mulaw frame) {
    double sum = 0;
    for (int i = 0; i < frame.length(); i++) {
      double filtered = second.pass(first.pass(frame.sampleAt(i)));
      sum += filtered * filtered;
    }
    double rms = Math.sqrt(sum / Math.max(1, frame.length()));
    return Math.max(LOWEST_DBFS, 20 * Math.log10(Math.max(rms, 1e-9) / FULL_SCALE));
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
