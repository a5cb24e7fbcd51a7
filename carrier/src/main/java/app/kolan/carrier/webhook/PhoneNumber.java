package app.kolan.carrier.webhook;

import java.util.regex.Pattern;

/// A phone number as the carrier gives it: E.164 for most callers, and anything else for some
/// (`anonymous`, `client:…`, a raw local number). It prints masked.
///
/// @param value the text as it came; may be empty
public record PhoneNumber(String value) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final int SHOWN_DIGITS = 2;

  /// Whether it is in E.164 form and so can be called back.
  public boolean isDialable() {
    return E164.matcher(value).matches();
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
