package app.kolan.server.figures;

import app.kolan.server.crm.CsvTable;
import java.util.List;
import java.util.stream.Stream;

/// Figures as a table for spreadsheets, a line for each day. Names of columns are English, as in
/// other exports.
public final class FigureCsv {
  private static final List<String> COLUMNS =
      List.of("date", "calls", "answered", "missed", "transferred", "leads");

  private FigureCsv() {}

  public static String write(Figures figures) {
    return CsvTable.write(COLUMNS, figures.days().stream().map(FigureCsv::line).toList());
  }

  private static List<String> line(Figures.Day day) {
    Tally tally = day.tally();
    return Stream.of(
            day.date(),
            tally.calls(),
            tally.answered(),
            tally.missed(),
            tally.transferred(),
            tally.leads())
        .map(Object::toString)
        .toList();
  }
}
