package app.kolan.server.tool;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One value that a tool gets.
///
/// @param name letters, digits, `_` and `-`
/// @param description what it means, in words
/// @param choices the texts that it may be; any text when there are none
/// @param mostLetters of a text
/// @param least null when a number may be as small as it likes
/// @param most null when a number may be as large as it likes
public record Parameter(
    String name,
    String description,
    Kind kind,
    boolean required,
    List<String> choices,
    int mostLetters,
    @Nullable Double least,
    @Nullable Double most) {

  /// Texts are not longer than this unless they say so.
  static final int USUAL_MOST_LETTERS = 2000;

  /// The kinds of values, by the names that JSON Schema has for them.
  public enum Kind {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Parameter {
    choices = List.copyOf(choices);
  }

  /// A text that may be left out.
  public static Parameter text(String name, String description, int mostLetters) {
    return new Parameter(name, description, Kind.STRING, false, List.of(), mostLetters, null, null);
  }

  /// One of some words, which may be left out.
  public static Parameter choice(String name, String description, List<String> choices) {
    return new Parameter(
        name, description, Kind.STRING, false, choices, USUAL_MOST_LETTERS, null, null);
  }

  /// Something that is so or not, which may be left out.
  public static Parameter flag(String name, String description) {
    return new Parameter(
        name, description, Kind.BOOLEAN, false, List.of(), USUAL_MOST_LETTERS, null, null);
  }

  /// The same, which may not be left out.
  public Parameter needed() {
    return new Parameter(name, description, kind, true, choices, mostLetters, least, most);
  }

  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
