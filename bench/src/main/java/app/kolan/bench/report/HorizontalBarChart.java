package app.kolan.bench.report;

import java.util.List;

/// Bars that lie one below the other as SVG, each with its name before it and its figure behind.
record HorizontalBarChart(String title, List<Bar> bars) {
  private static final int WIDTH = 640;
  private static final int LEFT = 104;
  private static final int RIGHT = 90;
  private static final int ROW = 30;

  HorizontalBarChart {
    bars = List.copyOf(bars);
  }

  /// @param figure how the value reads
  record Bar(String name, int style, double value, String figure) {}

  String svg() {
    double largest = bars.stream().mapToDouble(HorizontalBarChart::length).max().orElse(0);
    var svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, Math.max(1, bars.size()) * ROW, Html.text(title)));
    for (int at = 0; at < bars.size(); at++) {
      Bar bar = bars.get(at);
      double length = largest > 0 ? length(bar) / largest * (WIDTH - LEFT - RIGHT) : 0;
      int top = at * ROW;
      svg.append(
          "<text class=\"name end\" x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(LEFT - 8, top + 19, Html.text(bar.name())));
      svg.append(
          "<rect class=\"bar s%d\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n"
              .formatted(
                  bar.style() % Mark.COUNT, LEFT, top + 5, LineChart.number(length), ROW - 10));
      svg.append(
          "<text class=\"name\" x=\"%s\" y=\"%d\">%s</text>\n"
              .formatted(LineChart.number(LEFT + length + 8), top + 19, Html.text(bar.figure())));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double length(Bar bar) {
    return Double.isNaN(bar.value()) ? 0 : Math.max(0, bar.value());
  }
}
