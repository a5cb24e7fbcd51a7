package app.kolan.bench.report;

import java.util.Locale;

/// How figures are written, so that they can be compared down a column. What is not a number is a
/// dash.
final class NumberFormats {
  static final String NONE = "–";

  private NumberFormats() {}

  static String decimals(double value, int places) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  /// Milliseconds, more exactly the fewer they are.
  static String millis(double value) {
    return decimals(value, value < 1 ? 3 : value < 10 ? 2 : value < 1000 ? 1 : 0);
  }

  static String percent(double share) {
    return Double.isFinite(share) ? decimals(share * 100, 0) + " %" : NONE;
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String kibibytes(double bytes) {
    return decimals(bytes / 1024, 1);
  }

  static String mebibytes(double bytes) {
    return decimals(bytes / (1024 * 1024), 0);
  }
}
