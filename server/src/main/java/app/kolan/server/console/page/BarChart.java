package app.kolan.server.console.page;

import app.kolan.server.figures.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Calls as bars that stand on one another: answered, open, missed. Time goes from left to right,
/// whatever the language. Numbers are units of the drawing, of which the height has 1000 and each
/// bar 10 in width.
///
/// @param most what the top of the drawing stands for; 0 when there is nothing to draw
/// @param axis labels, of which each begins an equal part of the width
public record BarChart(List<Bar> bars, long most, List<String> axis) {
  private static final int HEIGHT = 1000;
  private static final int STEP = 10;

  public BarChart {
    bars = List.copyOf(bars);
    axis = List.copyOf(axis);
  }

  /// One bar.
  ///
  /// @param label what it is of, in words
  public record Bar(String label, Tally tally, List<Piece> pieces) {
    public Bar {
      pieces = List.copyOf(pieces);
    }
  }

  /// A part of a bar.
  ///
  /// @param kind its class in the style sheet
  public record Piece(String kind, int x, int y, int height) {}

  /// @param labels of the bars, one for each tally
  static BarChart of(List<String> labels, List<Tally> tallies, List<String> axis) {
    long most = tallies.stream().mapToLong(Tally::calls).max().orElse(0);
    long top = rounded(most);
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < tallies.size(); i++) {
      Tally tally = tallies.get(i);
      var pieces = new ArrayList<Piece>();
      long below = 0;
      for (Part part : Part.values()) {
        long count = Math.max(0, part.count.applyAsLong(tally));
        if (count > 0) {
          int from = scaled(below, top);
          int to = scaled(below + count, top);
          pieces.add(new Piece(part.kind, i * STEP + 1, HEIGHT - to, to - from));
          below += count;
        }
      }
      bars.add(new Bar(labels.get(i), tally, pieces));
    }
    return new BarChart(bars, top, axis);
  }

  private enum Part {
    ANSWERED("answered", Tally::answered),
    OPEN("open", Tally::open),
    MISSED("missed", Tally::missed);

    private final String kind;

    @SuppressWarnings("ImmutableEnumChecker") // these have no state
    private final ToLongFunction<Tally> count;

    Part(String kind, ToLongFunction<Tally> count) {
      this.kind = kind;
      this.count = count;
    }
  }

  private static int scaled(long count, long most) {
    return Math.toIntExact(Math.min(HEIGHT, count * HEIGHT / Math.max(1, most)));
  }

  /// The next even number up that is easy to read, so that half of it is, too.
  private static long rounded(long most) {
    if (most == 0) {
      return 0;
    }
    long power = 1;
    while (power * 10 < most) {
      power *= 10;
    }
    for (long tenths : new long[] {10, 12, 16, 20, 30, 40, 50, 60, 80}) {
      long top = tenths * power / 10;
      if (top >= most && top % 2 == 0) {
        return top;
      }
    }
    return 10 * power;
  }

  /// The width of the drawing.
  public int width() {
    return bars.size() * STEP;
  }
}
