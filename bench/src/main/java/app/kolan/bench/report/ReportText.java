package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;

/// The report for a terminal.
public final class ReportText {
  private ReportText() {}

  public static String write(LoadReport report) {
    var comparison = new Comparison(report.windows());
    var text = new StringBuilder();
    for (Sheet sheet : Sheet.all(comparison)) {
      text.append(sheet.title()).append('\n').append(sheet.note()).append("\n\n");
      text.append(ReportTable.write(cells(sheet, comparison.rows()))).append('\n');
    }
    Remarks.of(comparison).forEach(remark -> text.append(remark).append('\n'));
    return text.toString();
  }

  private static List<List<String>> cells(Sheet sheet, List<ReportRow> rows) {
    var lines = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("subject", "calls"));
    sheet.columns().forEach(column -> head.add(column.title()));
    lines.add(head);
    for (ReportRow row : rows) {
      var line = new ArrayList<>(List.of(row.subject(), NumberFormats.count(row.calls())));
      sheet.columns().forEach(column -> line.add(column.figure().apply(row)));
      lines.add(line);
    }
    return lines;
  }
}
