package app.kolan.server.call.activity;

import app.kolan.carrier.audio.Mulaw;

/// Takes out what lies below a frequency: mains hum, rumble, the wind at a microphone. A telephone
/// carries voices from 300 Hz on.
///
/// Two second-order Butterworth sections for 8,000 samples a second.
///
/// Source: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".
final class HighPass {
  private final Section first;
  private final Section second;

  HighPass(double hertz) {
    first = new Section(hertz);
    second = new Section(hertz);
  }

  /// Fills all of `out` with the filtered frame.
  void pass(Mulaw frame, short[] out) {
    for (int i = 0; i < out.length; i++) {
      double in = i < frame.length() ? frame.sampleAt(i) : 0;
      double filtered = second.pass(first.pass(in));
      out[i] = (short) Math.clamp(Math.round(filtered), Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }

  private static final class Section {
    private final double a1;
    private final double a2;
    private final double b0;
    private double in1;
    private double in2;
    private double out1;
    private double out2;

    Section(double hertz) {
      double turn = 2 * Math.PI * hertz / Mulaw.RATE;
      double alpha = Math.sin(turn) / Math.sqrt(2);
      a1 = -2 * Math.cos(turn) / (1 + alpha);
      a2 = (1 - alpha) / (1 + alpha);
      b0 = (1 + Math.cos(turn)) / 2 / (1 + alpha);
    }

    double pass(double in) {
      double out = b0 * (in - 2 * in1 + in2) - a1 * out1 - a2 * out2;
      in2 = in1;
      in1 = in;
      out2 = out1;
      out1 = out;
      return out;
    }
  }
}
