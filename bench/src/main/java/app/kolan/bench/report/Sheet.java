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
    columns.add(new Column("rounds", row -> Figures.count(row.rounds().size())));
    columns.add(
        new Column(
            "CPU ms per call-second",
            row -> Figures.decimals(row.median(Window::cpuMillisPerCallSecond), 3)));
    columns.add(
        new Column(
            "µs per frame", row -> Figures.decimals(row.median(Window::cpuMicrosPerFrame), 1)));
    columns.add(new Column("CPU", row -> Figures.percent(row.median(Window::cpuShare))));
    for (String floor : comparison.floors()) {
      columns.add(
          new Column("× " + floor, row -> Figures.decimals(comparison.ratio(row, floor), 2)));
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
            new Column("p50", row -> Figures.millis(row.latency(50))),
            new Column("p99", row -> Figures.millis(row.latency(99))),
            new Column("p99.9", row -> Figures.millis(row.latency(99.9))),
            new Column("max", row -> Figures.millis(row.longestLatency())),
            new Column("lost", row -> Figures.count(row.total(Window::lost))),
            new Column("late", row -> Figures.count(row.total(Window::late))),
            new Column("under-runs", row -> Figures.count(row.total(Window::underruns))),
            new Column("broken calls", row -> Figures.count(row.total(Window::broken))),
            new Column(
                "generator busy", row -> Figures.percent(row.median(Window::generatorBusy)))));
  }

  private static Sheet output() {
    return new Sheet(
        "Output and memory",
        "Medians of the rounds; pauses are of all rounds together.",
        List.of(
            new Column(
                "messages out per call-second",
                row -> Figures.decimals(row.median(Window::messagesPerCallSecond), 2)),
            new Column(
                "audio s out per call-second",
                row -> Figures.decimals(row.median(Window::audioPerCallSecond), 2)),
            new Column(
                "heap KiB per call",
                row -> Figures.kibibytes(row.median(of -> ReportRow.measured(of.heapPerCall())))),
            new Column(
                "RSS MiB",
                row -> Figures.mebibytes(row.median(of -> ReportRow.measured(of.rss())))),
            new Column("GC pause p99 ms", row -> Figures.millis(row.pause(99))),
            new Column("GC pause max ms", row -> Figures.millis(row.pause(100)))));
  }
}
