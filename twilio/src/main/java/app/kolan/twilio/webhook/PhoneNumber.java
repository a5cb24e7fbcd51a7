package app.kolan.twilio.webhook;

import java.util.Set;
import java.util.regex.Pattern;

/// A phone number as the carrier gives it: E.164 for most callers, and anything else for some
/// (`anonymous`, `client:…`, a raw local number). It prints masked.
///
/// @param value the text as it came; may be empty
public record PhoneNumber(String value) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /// What stands for a hidden number on a keypad: anonymous, blocked, restricted, unknown,
  /// unavailable.
  private static final Set<String> WORDS_IN_DIGITS =
      Set.of("+266696687", "+2562533", "+7378742833", "+8656696", "+86282452253");

  private static final int SHOWN_DIGITS = 2;

  /// Whether it is in E.164 form, and no word in disguise, and so can be called back.
  public boolean isDialable() {
    return E164.matcher(value).matches() && !WORDS_IN_DIGITS.contains(value);
  }

  /// The number with all but its last two digits hidden.
  public String masked() {
    if (value.length() <= 2 * SHOWN_DIGITS) {
      return "*".repeat(value.length());
    }
    int hidden = value.length() - SHOWN_DIGITS;
    return "*".repeat(hidden) + value.substring(hidden);
  }

  @Override
  public String toString() {
    return masked();
  }
}
