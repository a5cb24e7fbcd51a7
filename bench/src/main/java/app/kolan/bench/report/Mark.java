package app.kolan.bench.report;

/// The small shapes that distinguish lines without colour.
final class Mark {
  private static final String[] SHAPES = {
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
    "M-3.6-3.6h7.2v7.2h-7.2Z",
    "M0-4.6L4.4 3.4H-4.4Z",
    "M0-5L5 0L0 5L-5 0Z",
    "M0 4.6L4.4-3.4H-4.4Z",
    "M-4.6-1.5h3.1v-3.1h3v3.1h3.1v3h-3.1v3.1h-3v-3.1h-3.1Z"
  };

  /// How many there are; further lines begin anew.
  static final int COUNT = SHAPES.length;

  private Mark() {}

  static String svg(int style, double x, double y) {
    return "<path class=\"mark s%d\" transform=\"translate(%s %s)\" d=\"%s\"/>\n"
        .formatted(style % COUNT, LineChart.number(x), LineChart.number(y), SHAPES[style % COUNT]);
  }
}
