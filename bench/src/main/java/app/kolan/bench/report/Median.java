package app.kolan.bench.report;

import java.util.stream.DoubleStream;

/// The middle of some figures.
final class Median {
  private Median() {}

  /// The middle one, or the mean of the two in the middle; those that are not numbers do not count,
  /// and without any the median is none either.
  static double of(DoubleStream figures) {
    double[] sorted = figures.filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
