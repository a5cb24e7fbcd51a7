package app.kolan.server.directory;

import app.kolan.server.settings.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How two documents differ, in the unified format of GNU diff, with three lines around each
/// change.
public final class DocumentDiff {
  private static final int AROUND = 3;

  /// Two texts of which the middle parts have more lines than this are compared as a whole: time
  /// and memory grow with the product of their lengths.
  private static final int MOST_LINES = 4000;

  /// A line of two texts.
  ///
  /// @param sign a blank, `-` or `+`
  /// @param before how many lines of the first text stand before it
  /// @param after how many lines of the second text stand before it
  public record Line(char sign, String text, int before, int after) {}

  private DocumentDiff() {}

  /// How two versions of a business differ, as [#unified] writes it, without secrets. Empty when
  /// they do not.
  public static String ofVersions(SettingsVersion from, SettingsVersion to) {
    String first = BusinessAdministration.shown(from);
    String second = BusinessAdministration.shown(to);
    String text = unified(first, second, "version " + from.version(), "version " + to.version());
    boolean hidden = text.isEmpty() && !YamlText.isSame(from.document(), to.document());
    return hidden ? "Only secrets differ, which are not shown.\n" : text;
  }

  /// The difference; empty when there is none.
  ///
  /// @param from what the first text is called
  /// @param to what the second text is called
  public static String unified(String first, String second, String from, String to) {
    List<Line> lines = compared(first.lines().toList(), second.lines().toList());
    if (lines.stream().allMatch(line -> line.sign() == ' ')) {
      return "";
    }
    var text = new StringBuilder("--- %s\n+++ %s\n".formatted(from, to));
    int index = 0;
    while (index < lines.size()) {
      int change = nextChange(lines, index);
      if (change < 0) {
        break;
      }
      int begin = Math.max(index, change - AROUND);
      int end = endOfHunk(lines, change);
      writeHunk(lines.subList(begin, end), text);
      index = end;
    }
    return text.toString();
  }

  /// All lines of both texts: those of the first alone, those of the second alone, and those that
  /// both have.
  public static List<Line> lines(String first, String second) {
    return compared(first.lines().toList(), second.lines().toList());
  }

  private static int nextChange(List<Line> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).sign() != ' ') {
        return i;
      }
    }
    return -1;
  }

  /// Changes that are no further apart than what is shown around them are one hunk.
  private static int endOfHunk(List<Line> lines, int change) {
    int last = change;
    while (true) {
      int next = nextChange(lines, last + 1);
      if (next < 0 || next - last > 2 * AROUND + 1) {
        return Math.min(lines.size(), last + 1 + AROUND);
      }
      last = next;
    }
  }

  private static void writeHunk(List<Line> hunk, StringBuilder text) {
    long ofFirst = hunk.stream().filter(line -> line.sign() != '+').count();
    long ofSecond = hunk.stream().filter(line -> line.sign() != '-').count();
    Line begin = hunk.getFirst();
    text.append(
        "@@ -%d,%d +%d,%d @@\n"
            .formatted(
                ofFirst == 0 ? begin.before() : begin.before() + 1,
                ofFirst,
                ofSecond == 0 ? begin.after() : begin.after() + 1,
                ofSecond));
    hunk.forEach(line -> text.append(line.sign()).append(line.text()).append('\n'));
  }

  private static List<Line> compared(List<String> first, List<String> second) {
    int same = 0;
    while (same < first.size()
        && same < second.size()
        && first.get(same).equals(second.get(same))) {
      same++;
    }
    int sameEnd = 0;
    while (sameEnd < first.size() - same
        && sameEnd < second.size() - same
        && first.get(first.size() - 1 - sameEnd).equals(second.get(second.size() - 1 - sameEnd))) {
      sameEnd++;
    }
    var lines = new ArrayList<Line>();
    for (int i = 0; i < same; i++) {
      lines.add(new Line(' ', first.get(i), i, i));
    }
    middle(
        first.subList(same, first.size() - sameEnd),
        second.subList(same, second.size() - sameEnd),
        same,
        lines);
    for (int i = sameEnd; i > 0; i--) {
      int before = first.size() - i;
      lines.add(new Line(' ', first.get(before), before, second.size() - i));
    }
    return lines;
  }

  /// Adds the lines between what is the same at both ends, by a longest common subsequence.
  private static void middle(
      List<String> first, List<String> second, int offset, List<Line> lines) {
    boolean tooLong = first.size() > MOST_LINES || second.size() > MOST_LINES;
    int[][] common = tooLong ? new int[0][] : commonLengths(first, second);
    int i = 0;
    int j = 0;
    while (i < first.size() || j < second.size()) {
      boolean both = i < first.size() && j < second.size();
      if (both && !tooLong && first.get(i).equals(second.get(j))) {
        lines.add(new Line(' ', first.get(i), offset + i, offset + j));
        i++;
        j++;
      } else if (i < first.size()
          && (j == second.size() || tooLong || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', first.get(i), offset + i, offset + j));
        i++;
      } else {
        lines.add(new Line('+', second.get(j), offset + i, offset + j));
        j++;
      }
    }
  }

  /// How many lines the rests of both texts have in common, from each pair of lines on.
  private static int[][] commonLengths(List<String> first, List<String> second) {
    int[][] common =
        Stream.generate(() -> new int[second.size() + 1])
            .limit(first.size() + 1L)
            .toArray(int[][]::new);
    for (int i = first.size() - 1; i >= 0; i--) {
      for (int j = second.size() - 1; j >= 0; j--) {
        common[i][j] =
            first.get(i).equals(second.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
