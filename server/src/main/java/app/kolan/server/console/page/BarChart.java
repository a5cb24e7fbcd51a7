package app.kolan.server.console.page;

import app.kolan.server.console.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// Amounts as bars, whose parts stand on one another. Time goes from left to right, whatever the
/// language. Numbers are units of the drawing, of which the height has 1000 and each bar 10 in
/// width. Parts differ by how they are filled, not by colour alone.
///
/// @param parts of each bar, from below
/// @param about in a sentence, what is to be seen
/// @param top what the top of the drawing stands for; empty when there is nothing to draw
/// @param axis labels, of which each begins an equal part of the width
public record BarChart(
    List<Part> parts, List<Bar> bars, String about, String top, List<String> axis) {
  private static final int HEIGHT = 1000;
  private static final int STEP = 10;

  public BarChart {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
    axis = List.copyOf(axis);
  }

  /// How a part of a bar is filled.
  public enum Fill {
    PLAIN,
    HOLLOW,
    STRIPED,
    /// In the colour of the plain one.
    PALE;

    /// Its class in the style sheet.
    public String style() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean hasStripes() {
      return this == STRIPED || this == PALE;
    }
  }

  /// One of the things that bars are made of.
  ///
  /// @param amounts one for each bar
  public record Part(Fill fill, String name, List<Long> amounts) {
    public Part {
      amounts = List.copyOf(amounts);
    }
  }

  /// One bar.
  ///
  /// @param title what it is of and its amounts, in words
  public record Bar(String title, List<Piece> pieces) {
    public Bar {
      pieces = List.copyOf(pieces);
    }
  }

  /// A part of a bar, as it is drawn.
  public record Piece(Fill fill, int x, int y, int height) {}

  /// How amounts of parts are meant.
  enum Reading {
    /// A bar is as high as its parts together.
    TOGETHER,
    /// Each part reaches up to its own amount, which is no less than that of the one below it.
    UP_TO
  }

  /// @param labels of the bars, in their order
  /// @param written how an amount is written
  static BarChart of(
      Texts texts,
      List<String> labels,
      List<String> axis,
      LongFunction<String> written,
      Reading reading,
      Part... parts) {
    int highest = 0;
    var levels = new long[labels.size()][parts.length];
    for (int i = 0; i < labels.size(); i++) {
      long level = 0;
      for (int part = 0; part < parts.length; part++) {
        long amount = Math.max(0, parts[part].amounts().get(i));
        level = reading == Reading.TOGETHER ? level + amount : Math.max(level, amount);
        levels[i][part] = level;
      }
      highest = levels[i][parts.length - 1] > levels[highest][parts.length - 1] ? i : highest;
    }
    long most = levels[highest][parts.length - 1];
    long top = rounded(most);
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < labels.size(); i++) {
      bars.add(
          new Bar(
              title(texts, labels.get(i), i, written, parts), pieces(i, levels[i], top, parts)));
    }
    return new BarChart(
        List.of(parts),
        bars,
        texts.text(
            "figures.about",
            labels.getFirst(),
            labels.getLast(),
            written.apply(most),
            labels.get(highest)),
        most == 0 ? "" : written.apply(top),
        axis);
  }

  private static String title(
      Texts texts, String label, int bar, LongFunction<String> written, Part... parts) {
    String amounts =
        Arrays.stream(parts)
            .map(part -> part.name() + " " + written.apply(part.amounts().get(bar)))
            .collect(Collectors.joining(", "));
    return texts.text("figures.bar", label, amounts);
  }

  private static List<Piece> pieces(int bar, long[] levels, long top, Part... parts) {
    var pieces = new ArrayList<Piece>();
    int from = 0;
    for (int part = 0; part < parts.length; part++) {
      int to = scaled(levels[part], top);
      if (to > from) {
        pieces.add(new Piece(parts[part].fill(), bar * STEP + 1, HEIGHT - to, to - from));
      }
      from = to;
    }
    return pieces;
  }

  private static int scaled(long amount, long top) {
    return Math.toIntExact(Math.min(HEIGHT, amount * HEIGHT / Math.max(1, top)));
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

  public boolean isEmpty() {
    return top.isEmpty();
  }

  /// The fill that needs stripes to be drawn.
  public Optional<Fill> stripes() {
    return parts.stream().map(Part::fill).filter(Fill::hasStripes).findFirst();
  }

  /// The width of the drawing.
  public int width() {
    return bars.size() * STEP;
  }
}
