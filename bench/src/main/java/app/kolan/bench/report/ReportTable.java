package app.kolan.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cells in columns: the first to the left, all others to the right.
final class ReportTable {
  private ReportTable() {}

  /// @param lines the first is the head; all are of the same length
  static String write(List<List<String>> lines) {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(at -> lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> write(line, widths)).collect(Collectors.joining());
  }

  private static String write(List<String> line, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(at -> padded(line.get(at), widths[at], at == 0))
        .collect(Collectors.joining("  ", "", "\n"));
  }

  private static String padded(String cell, int width, boolean left) {
    String blanks = " ".repeat(width - cell.length());
    return left ? cell + blanks : blanks + cell;
  }
}
