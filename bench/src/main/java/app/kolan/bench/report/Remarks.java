package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;

/// Warnings about a row's figures.
final class Remarks {
  private static final double GENERATOR_BUSY = 0.90;
  private static final double GENERATOR_LATE_MILLIS = 5;
  private static final double OTHERS_BUSY = 0.10;

  private Remarks() {}

  /// Sentences; none when all rows are reliable.
  static List<String> of(Comparison comparison) {
    var remarks = new ArrayList<String>();
    for (ReportRow row : comparison.rows()) {
      double busy = row.highest(Window::generatorBusy);
      double late = row.highest(window -> Millis.at(window.lateness(), 99));
      if (busy >= GENERATOR_BUSY || late >= GENERATOR_LATE_MILLIS) {
        remarks.add(
            ("%s with %s calls: the generator, not the server, was the limit. It used %s of its"
                    + " core, and one frame in a hundred left it %s ms late or later.")
                .formatted(
                    row.subject(),
                    NumberFormats.count(row.calls()),
                    NumberFormats.percent(busy),
                    NumberFormats.millis(late)));
      }
      double others = row.highest(Window::othersBusy);
      if (others >= OTHERS_BUSY) {
        remarks.add(
            "%s with %s calls: other processes used %s of a core meanwhile."
                .formatted(
                    row.subject(),
                    NumberFormats.count(row.calls()),
                    NumberFormats.percent(others)));
      }
    }
    return remarks;
  }
}
