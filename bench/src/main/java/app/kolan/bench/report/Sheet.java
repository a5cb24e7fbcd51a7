package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;

/// One table of the report: columns that belong together.
///
/// @param note what a reader has to know of its figures
record Sheet(String title, String note, List<Column> columns) {
  Sheet {
    columns = List.copyOf(columns);
  }

  static List<Sheet> all(Comparison comparison) {
    return List.of(cost(comparison), latency(), output());
  }

  private static Sheet cost(Comparison comparison) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("rounds", row -> NumberFormats.count(row.rounds().size())));
    columns.add(
        new Column(
            "CPU ms per call-second",
            row -> NumberFormats.decimals(row.median(Window::cpuMillisPerCallSecond), 3)));
    columns.add(
        new Column(
            "µs per frame",
            row -> NumberFormats.decimals(row.median(Window::cpuMicrosPerFrame), 1)));
    columns.add(new Column("CPU", row -> NumberFormats.percent(row.median(Window::cpuShare))));
    for (String floor : comparison.floors()) {
      columns.add(
          new Column("× " + floor, row -> NumberFormats.decimals(comparison.ratio(row, floor), 2)));
    }
    return new Sheet(
        "Cost",
        "Medians of the rounds. Ratios are of CPU per call-second, within the same round.",
        columns);
  }

  private static Sheet latency() {
    return new Sheet(
        "Added latency and what went wrong",
        "Milliseconds. Percentiles are medians of the rounds; max is the longest of all, and the"
            + " counts are of all rounds together.",
        List.of(
            new Column("p50", row -> NumberFormats.millis(row.latency(50))),
            new Column("p99", row -> NumberFormats.millis(row.latency(99))),
            new Column("p99.9", row -> NumberFormats.millis(row.latency(99.9))),
            new Column("max", row -> NumberFormats.millis(row.longestLatency())),
            new Column("lost", row -> NumberFormats.count(row.total(Window::lost))),
            new Column("late", row -> NumberFormats.count(row.total(Window::late))),
            new Column("under-runs", row -> NumberFormats.count(row.total(Window::underruns))),
            new Column("broken calls", row -> NumberFormats.count(row.total(Window::broken))),
            new Column(
                "generator busy",
                row -> NumberFormats.percent(row.median(Window::generatorBusy)))));
  }

  private static Sheet output() {
    return new Sheet(
        "Output and memory",
        "Medians of the rounds; pauses are of all rounds together.",
        List.of(
            new Column(
                "messages out per call-second",
                row -> NumberFormats.decimals(row.median(Window::messagesPerCallSecond), 2)),
            new Column(
                "audio s out per call-second",
                row -> NumberFormats.decimals(row.median(Window::audioPerCallSecond), 2)),
            new Column(
                "heap KiB per call",
                row ->
                    NumberFormats.kibibytes(
                        row.median(of -> ReportRow.measured(of.heapPerCall())))),
            new Column(
                "RSS MiB",
                row -> NumberFormats.mebibytes(row.median(of -> ReportRow.measured(of.rss())))),
            new Column("GC pause p99 ms", row -> NumberFormats.millis(row.pause(99))),
            new Column("GC pause max ms", row -> NumberFormats.millis(row.pause(100)))));
  }
}
