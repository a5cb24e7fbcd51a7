package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// The charts of one number of calls.
final class Charts {
  private static final double FRAME_MILLIS = 20;
  private static final double LEAST_MILLIS = 0.01;
  private static final int MOST_NINES = 5;
  private static final int POINTS_PER_NINE = 12;

  private final Comparison comparison;
  private final List<ReportRow> rows;

  Charts(Comparison comparison, int calls) {
    this.comparison = comparison;
    this.rows = comparison.rows(calls);
  }

  /// Latency by percentile, all rounds together; the line across is one frame.
  String latency() {
    long most = rows.stream().mapToLong(row -> row.latencies().getTotalCount()).max().orElse(0);
    int nines = Math.clamp((int) Math.log10((double) Math.max(1, most)), 2, MOST_NINES);
    double longest =
        rows.stream()
            .mapToDouble(ReportRow::longestLatency)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return new LineChart(
            "Latency by percentile",
            Axis.percentiles(nines),
            Axis.decades("added latency, ms", LEAST_MILLIS, Math.max(longest, FRAME_MILLIS * 2)),
            rows.stream().map(row -> line(row, percentiles(row.latencies(), nines))).toList(),
            FRAME_MILLIS)
        .svg();
  }

  /// The server's share of a core, second by second, in the last round.
  String course() {
    int longest = rows.stream().mapToInt(row -> course(row).size()).max().orElse(0);
    double most =
        rows.stream()
            .flatMap(row -> course(row).stream())
            .mapToDouble(LineChart.Point::y)
            .max()
            .orElse(0);
    return new LineChart(
            "CPU over the window",
            Axis.linear("seconds of the window", Math.max(longest, 1), 6),
            Axis.linear("CPU of one core, %", Math.max(most, 100), 6),
            rows.stream().map(row -> line(row, course(row))).toList(),
            Double.NaN)
        .svg();
  }

  /// What a second of one call costs each subject.
  String cost() {
    return new HorizontalBarChart(
            "CPU per call-second",
            rows.stream()
                .map(
                    row -> {
                      double millis = row.median(Window::cpuMillisPerCallSecond);
                      return new HorizontalBarChart.Bar(
                          row.subject(),
                          style(row),
                          millis,
                          NumberFormats.decimals(millis, 3) + " ms");
                    })
                .toList())
        .svg();
  }

  private LineChart.Line line(ReportRow row, List<LineChart.Point> points) {
    return new LineChart.Line(row.subject(), style(row), points);
  }

  /// A subject looks the same in all charts.
  private int style(ReportRow row) {
    return comparison.subjects().indexOf(row.subject());
  }

  private static List<LineChart.Point> percentiles(Histogram latencies, int nines) {
    var points = new ArrayList<LineChart.Point>();
    if (latencies.getTotalCount() == 0) {
      return points;
    }
    for (int at = 0; at <= nines * POINTS_PER_NINE; at++) {
      double percentile = 100 - Math.pow(10, 2 - (double) at / POINTS_PER_NINE);
      points.add(
          new LineChart.Point(
              percentile, Math.max(Millis.at(latencies, percentile), LEAST_MILLIS)));
    }
    return points;
  }

  private static List<LineChart.Point> course(ReportRow row) {
    List<Window.Second> seconds = row.rounds().getLast().course();
    return IntStream.range(0, seconds.size())
        .filter(at -> Double.isFinite(seconds.get(at).cpu()))
        .mapToObj(at -> new LineChart.Point(at + 1.0, seconds.get(at).cpu() * 100))
        .toList();
  }
}
