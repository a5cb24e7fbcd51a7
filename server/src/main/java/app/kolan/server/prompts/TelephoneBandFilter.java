package app.kolan.server.prompts;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;

/// The frequency band of a telephone, 200 to 3,400 Hz: a linear-phase FIR band-pass with a Blackman
/// window at the telephone rate. What lies outside would only cost mu-law its precision.
final class TelephoneBandFilter {
  private static final double LOWEST = 200;
  private static final double HIGHEST = 3400;
  private static final int TAPS = 401;
  private static final double[] FILTER = bandPass();

  private TelephoneBandFilter() {}

  /// The audio at [Mulaw#RATE] limited to the band, with its length unchanged.
  static Pcm of(Pcm audio) {
    Pcm phone = audio.resampledTo(Mulaw.RATE);
    var filtered = new short[phone.length()];
    for (int i = 0; i < filtered.length; i++) {
      double sum = 0;
      int first = i - TAPS / 2;
      for (int tap = Math.max(0, -first); tap < TAPS && first + tap < phone.length(); tap++) {
        sum += FILTER[tap] * phone.at(first + tap);
      }
      filtered[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(filtered, Mulaw.RATE);
  }

  private static double[] bandPass() {
    var taps = new double[TAPS];
    int centre = TAPS / 2;
    for (int i = 0; i < TAPS; i++) {
      double turn = 2 * Math.PI * i / (TAPS - 1);
      double blackman = 0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
      taps[i] = (lowPass(HIGHEST, i - centre) - lowPass(LOWEST, i - centre)) * blackman;
    }
    return taps;
  }

  private static double lowPass(double frequency, int offset) {
    double cutOff = frequency / Mulaw.RATE;
    double x = 2 * Math.PI * cutOff * offset;
    return 2 * cutOff * (offset == 0 ? 1 : Math.sin(x) / x);
  }
}
