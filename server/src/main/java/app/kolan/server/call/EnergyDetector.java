package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;

/// An activity detector by energy alone: what is well above the line's own noise, and lively, is
/// speech.
/*
 * Each frame passes two 200 Hz high-pass sections, which take out mains hum and rumble. Its level is
 * speech when three things hold:
 *
 *   above -45 dBFS;
 *   9 dB above the noise floor, which is the quietest frame of the last 2 s: even fast talk has a
 *   gap in that time, while a steady noise has none and becomes the floor;
 *   lively: the loudest and the quietest of the last 20 frames are 7 dB apart or more. Syllables
 *   swing by 10 to 30 dB; a fan, a car or an open window by 3. So a noise that is there from the
 *   first moment never counts, and one that sets in counts for 400 ms.
 *
 * Source for the floor: R. Martin, "Noise power spectral density estimation based on optimal
 * smoothing and minimum statistics", IEEE Transactions on Speech and Audio Processing, 2001.
 */
public final class EnergyDetector implements ActivityDetector {
  private static final double ABOVE_FLOOR_DB = 9;
  private static final double QUIETEST_SPEECH_DBFS = -45;
  private static final double LIVELY_DB = 7;
  private static final int FLOOR_FRAMES = 100;
  private static final int LIVELY_FRAMES = 20;
  private static final double LOWEST_DBFS = -90;
  private static final double FULL_SCALE = 32768;

  private final HighPass first = new HighPass();
  private final HighPass second = new HighPass();
  private final double[] levels = new double[FLOOR_FRAMES];
  private int frames;

  @Override
  public boolean isSpeech(Mulaw frame) {
    double level = level(frame);
    levels[frames % FLOOR_FRAMES] = level;
    frames++;
    return level > QUIETEST_SPEECH_DBFS
        && level > quietestOfLast(FLOOR_FRAMES) + ABOVE_FLOOR_DB
        && loudestOfLast(LIVELY_FRAMES) > quietestOfLast(LIVELY_FRAMES) + LIVELY_DB;
  }

  private double quietestOfLast(int count) {
    double quietest = 0;
    for (int i = 1; i <= Math.min(count, frames); i++) {
      quietest = Math.min(quietest, levels[(frames - i) % FLOOR_FRAMES]);
    }
    return quietest;
  }

  private double loudestOfLast(int count) {
    double loudest = LOWEST_DBFS;
    for (int i = 1; i <= Math.min(count, frames); i++) {
      loudest = Math.max(loudest, levels[(frames - i) % FLOOR_FRAMES]);
    }
    return loudest;
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
