package app.kolan.doctor;

import app.kolan.doctor.Finding.Level;
import picocli.CommandLine.Help.Ansi.Style;

/// The marks of findings, coloured if the terminal supports it.
final class AnsiStyle {
  private final boolean colours;

  AnsiStyle(boolean colours) {
    this.colours = colours;
  }

  static String mark(Level level) {
    return switch (level) {
      case FINE -> "✓";
      case NOTE -> "·";
      case WARNING -> "!";
      case BROKEN -> "✗";
    };
  }

  /// The line with its mark in the colour of the level.
  String marked(Level level, String line) {
    return line.replaceFirst(mark(level), painted(mark(level), colour(level)));
  }

  /// Picocli ends bold by 21, which is a double underline in most terminals.
  String strong(String text) {
    return colours ? Style.bold.on() + text + "\u001b[22m" : text;
  }

  private String painted(String text, Style style) {
    return colours ? style.on() + text + style.off() : text;
  }

  private static Style colour(Level level) {
    return switch (level) {
      case FINE -> Style.fg_green;
      case NOTE -> Style.fg_cyan;
      case WARNING -> Style.fg_yellow;
      case BROKEN -> Style.fg_red;
    };
  }
}
