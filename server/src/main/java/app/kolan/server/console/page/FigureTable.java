package app.kolan.server.console.page;

import java.util.List;

/// The numbers behind a chart.
///
/// @param head what rows are of
/// @param columns what numbers are of
public record FigureTable(String head, List<String> columns, List<Row> rows) {
  public FigureTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// @param cells numbers as they are written, one for each column
  public record Row(String label, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
