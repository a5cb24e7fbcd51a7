package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// One axis of a chart: where a value lies between its ends, and which values are named.
///
/// @param label what it shows
/// @param place from 0 to 1 for values on the axis
record Axis(String label, List<Tick> ticks, DoubleUnaryOperator place) {
  Axis {
    ticks = List.copyOf(ticks);
  }

  /// A value that is named.
  record Tick(double value, String name) {}

  /// Where a value lies; what is beyond an end lies at the end.
  double at(double value) {
    double at = place.applyAsDouble(value);
    return Double.isNaN(at) ? 0 : Math.clamp(at, 0.0, 1.0);
  }

  /// From 0 to a round number that is not less than the largest value.
  static Axis linear(String label, double largest, int steps) {
    double step = roundStep(Math.max(largest, 1e-9) / steps);
    double end = Math.max(1, Math.ceil(largest / step - 1e-9)) * step;
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
      ticks.add(new Tick(i * step, plain(i * step)));
    }
    return new Axis(label, ticks, value -> value / end);
  }

  /// Decades from at most the smallest value to at least the largest.
  static Axis decades(String label, double smallest, double largest) {
    int first = (int) Math.floor(Math.log10(smallest) + 1e-9);
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(largest) - 1e-9));
    var ticks = new ArrayList<Tick>();
    for (int decade = first; decade <= last; decade++) {
      double value = Math.pow(10, decade);
      ticks.add(new Tick(value, plain(value)));
    }
    return new Axis(label, ticks, value -> (Math.log10(value) - first) / (last - first));
  }

  /// Percentiles as HdrHistogram draws them: each nine takes as much room as the one before.
  ///
  /// @param nines how many of them
  static Axis percentiles(int nines) {
    var ticks = new ArrayList<Tick>();
    for (int nine = 0; nine <= nines; nine++) {
      double percentile = 100 - Math.pow(10, 2.0 - nine);
      ticks.add(
          new Tick(percentile, NumberFormats.decimals(percentile, Math.max(0, nine - 2)) + " %"));
    }
    return new Axis("percentile", ticks, value -> -Math.log10(1 - value / 100) / nines);
  }

  private static double roundStep(double rough) {
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (rough <= factor * decade * (1 + 1e-9)) {
        return factor * decade;
      }
    }
    return 10 * decade;
  }

  private static String plain(double value) {
    int places = value == 0 || value >= 10 ? 0 : (int) Math.ceil(-Math.log10(value) - 1e-9);
    String text = NumberFormats.decimals(value, Math.max(0, places));
    return Math.abs(value - Math.rint(value)) > 1e-6 && places <= 0
        ? NumberFormats.decimals(value, 1)
        : text;
  }
}
