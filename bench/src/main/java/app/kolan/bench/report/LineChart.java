package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lines over two axes as SVG. Each line has its own colour, dashes and marks, and its name at its
/// end.
///
/// @param limit a value of the upright axis that is drawn across, or NaN
record LineChart(String title, Axis across, Axis upright, List<Line> lines, double limit) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int LEFT = 56;
  private static final int RIGHT = 104;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;
  private static final int MARKS = 6;
  private static final double NAME_HEIGHT = 15;

  LineChart {
    lines = List.copyOf(lines);
  }

  /// @param style which colour, dashes and marks it has, from 0
  record Line(String name, int style, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  record Point(double x, double y) {}

  String svg() {
    var svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Html.text(title)));
    grid(svg);
    if (!Double.isNaN(limit)) {
      double y = y(limit);
      svg.append(line("limit", LEFT, y, WIDTH - RIGHT, y));
    }
    List<Line> drawn = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    drawn.forEach(line -> draw(svg, line));
    names(svg, drawn);
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg) {
    for (Axis.Tick tick : upright.ticks()) {
      double y = y(tick.value());
      svg.append(line("grid", LEFT, y, WIDTH - RIGHT, y));
      svg.append(text("tick end", LEFT - 8, y + 4, tick.name()));
    }
    for (Axis.Tick tick : across.ticks()) {
      double x = x(tick.value());
      svg.append(line("grid", x, TOP, x, HEIGHT - BOTTOM));
      svg.append(text("tick middle", x, HEIGHT - BOTTOM + 18, tick.name()));
    }
    svg.append(text("tick middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, across.label()));
    svg.append(
        "<text class=\"tick middle\" transform=\"translate(12 %s) rotate(-90)\">%s</text>\n"
            .formatted(number((TOP + HEIGHT - BOTTOM) / 2.0), Html.text(upright.label())));
  }

  private void draw(StringBuilder svg, Line line) {
    var path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(number(x(point.x())))
          .append(' ')
          .append(number(y(point.y())));
    }
    svg.append("<path class=\"line s%d\" d=\"%s\"/>\n".formatted(line.style() % Mark.COUNT, path));
    int every = Math.max(1, line.points().size() / MARKS);
    int first = line.style() * every / Mark.COUNT;
    for (int at = first; at < line.points().size(); at += every) {
      Point point = line.points().get(at);
      svg.append(Mark.svg(line.style(), x(point.x()), y(point.y())));
    }
  }

  /// The lines' names at their ends, moved apart where they would lie over each other.
  private void names(StringBuilder svg, List<Line> drawn) {
    List<Line> fromTheTop = new ArrayList<>(drawn);
    fromTheTop.sort((one, other) -> Double.compare(end(one), end(other)));
    double free = TOP + NAME_HEIGHT / 2;
    var places = new ArrayList<Double>();
    for (Line line : fromTheTop) {
      double place = Math.max(end(line), free);
      places.add(place);
      free = place + NAME_HEIGHT;
    }
    double below = HEIGHT - BOTTOM;
    for (int at = places.size() - 1; at >= 0; at--) {
      double place = Math.min(places.get(at), below);
      below = place - NAME_HEIGHT;
      Line line = fromTheTop.get(at);
      svg.append(Mark.svg(line.style(), WIDTH - RIGHT + 12, place));
      svg.append(text("name", WIDTH - RIGHT + 21, place + 4, line.name()));
    }
  }

  private double end(Line line) {
    return y(line.points().getLast().y());
  }

  private double x(double value) {
    return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - upright.at(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String line(String style, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
        .formatted(style, number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(String style, double x, double y, String text) {
    return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
        .formatted(style, number(x), number(y), Html.text(text));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
