package app.kolan.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// All rounds of one subject with one number of calls.
record ReportRow(String subject, int calls, List<Window> rounds) {
  ReportRow {
    rounds = List.copyOf(rounds);
  }

  double median(ToDoubleFunction<Window> figure) {
    return Median.of(rounds.stream().mapToDouble(figure));
  }

  /// The largest of all rounds, or NaN when there is none.
  double highest(ToDoubleFunction<Window> figure) {
    return rounds.stream()
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }

  /// The sum of all rounds: a median would hide what went wrong in one of them.
  long total(ToLongFunction<Window> count) {
    return rounds.stream().mapToLong(count).sum();
  }

  /// Milliseconds of latency that so many of a hundred frames did not exceed.
  double latency(double percentile) {
    return median(window -> Millis.at(window.latency(), percentile));
  }

  double longestLatency() {
    return highest(window -> Millis.at(window.latency(), 100));
  }

  /// The latencies of all rounds together.
  Histogram latencies() {
    var all = new Histogram(3);
    rounds.forEach(window -> all.add(window.latency()));
    return all;
  }

  double pause(double percentile) {
    double[] pauses =
        rounds.stream()
            .flatMap(window -> window.pauses().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    if (pauses.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percentile / 100 * pauses.length);
    return pauses[Math.max(1, rank) - 1];
  }

  static double measured(long bytes) {
    return bytes == Window.NOT_MEASURED ? Double.NaN : bytes;
  }
}
