package app.kolan.server.business;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A field that a business wants to know of each lead.
///
/// @param name Latin letters, digits, `_` and `-`
/// @param label what people see
/// @param choices what can be chosen; empty for other kinds
public record LeadField(String name, Kind kind, String label, List<String> choices) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  private static final int LONGEST = 2000;

  public LeadField {
    choices = List.copyOf(choices);
  }

  /// What can be written into it.
  public enum Kind {
    TEXT,
    NUMBER,
    /// A day of the calendar, as ISO 8601 has it.
    DATE,
    CHOICE;

    /// Its word in settings.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// A value as it is stored; empty when it does not fit.
  public Optional<String> stored(String value) {
    String text = value.strip();
    return switch (kind) {
      case TEXT -> text.isEmpty() || text.length() > LONGEST ? Optional.empty() : Optional.of(text);
      case NUMBER -> number(text);
      case DATE -> date(text);
      case CHOICE -> choices.stream().filter(text::equals).findFirst();
    };
  }

  /// What to write, for one who wrote something else.
  public String remedy() {
    return switch (kind) {
      case TEXT -> "write a text of at most %d letters".formatted(LONGEST);
      case NUMBER -> "write a number, such as 12 or 3.5";
      case DATE -> "write a date, such as 2026-11-29";
      case CHOICE -> "choose one of: " + String.join(", ", choices);
    };
  }

  private static Optional<String> number(String text) {
    try {
      return text.length() > 30
          ? Optional.empty()
          : Optional.of(new BigDecimal(text).stripTrailingZeros().toPlainString())
              .filter(plain -> plain.length() <= 40);
    } catch (NumberFormatException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text).toString());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
