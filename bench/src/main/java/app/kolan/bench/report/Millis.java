package app.kolan.bench.report;

import org.HdrHistogram.Histogram;

/// Milliseconds of histograms that count in microseconds.
final class Millis {
  private Millis() {}

  /// What so many of a hundred values did not exceed, or NaN when there are none.
  static double at(Histogram micros, double percentile) {
    return micros.getTotalCount() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile) / 1e3;
  }
}
