package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// Removes what lies below a cut-off frequency: mains hum, rumble, the wind at a microphone. A
/// telephone carries voices from 300 Hz on.
///
/// Two second-order Butterworth sections for 8,000 samples a second.
///
/// Source: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".
/*
 * This is most of what a frame costs: each sample waits for the one before it. So both sections run
 * in one loop, side by side in the processor, with what they remember in local variables; and the
 * term of the sample before, which comes last of all to be known, is subtracted last.
 */
final class HighPassFilter {
  private final double a1;
  private final double a2;
  private final double b0;

  // The delayed values: the input of the first section, its output into the second, and the output
  // of the second.
  private double in1;
  private double in2;
  private double mid1;
  private double mid2;
  private double out1;
  private double out2;

  HighPassFilter(double hertz) {
    double turn = 2 * Math.PI * hertz / Mulaw.RATE;
    double alpha = Math.sin(turn) / Math.sqrt(2);
    a1 = -2 * Math.cos(turn) / (1 + alpha);
    a2 = (1 - alpha) / (1 + alpha);
    b0 = (1 + Math.cos(turn)) / 2 / (1 + alpha);
  }

  /// Fills all of `out` with the filtered frame; missing samples count as silence.
  void pass(Mulaw frame, int[] out) {
    double x1 = in1;
    double x2 = in2;
    double y1 = mid1;
    double y2 = mid2;
    double z1 = out1;
    double z2 = out2;
    for (int i = 0; i < out.length; i++) {
      double x = i < frame.length() ? frame.sampleAt(i) : 0;
      double y = b0 * (x - 2 * x1 + x2) - a2 * y2 - a1 * y1;
      double z = b0 * (y - 2 * y1 + y2) - a2 * z2 - a1 * z1;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      out[i] = Math.clamp((int) Math.floor(z + 0.5), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    in1 = x1;
    in2 = x2;
    mid1 = y1;
    mid2 = y2;
    out1 = z1;
    out2 = z2;
  }
}
