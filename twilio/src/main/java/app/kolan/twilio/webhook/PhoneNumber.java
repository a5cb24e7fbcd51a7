package app.kolan.twilio.webhook;

import java.util.regex.Pattern;

/// A phone number as the carrier gives it: E.164 for most callers, and anything else for some
/// (`anonymous`, `client:…`, a raw local number). It prints masked.
///
/// @param value the text as it came; may be empty
public record PhoneNumber(String value) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /// What stands for a hidden number on a keypad: anonymous, blocked, restricted, unknown,
  /// unavailable, private, withheld, unlisted, out of area, international; the first ones with
  /// "caller", and private with "number", too. No numbering plan has such a number. A country code
  /// of 1 may stand before it.
  private static final Pattern WORD_IN_DIGITS =
      Pattern.compile(
          "\\+?1?(?:(?:266696687|2562533|8656696|7748283)(?:225537)?|7378742833|86282452253"
              + "|7748283686237|94844353|86547833|688632732|4683762846625)");

  private static final Pattern SCHEME = Pattern.compile("(?i)(?:sips?|tel|whatsapp):");

  private static final int SHOWN_DIGITS = 2;

  /// A number as Twilio writes it, in E.164 wherever it holds such a number: behind `sip:`,
  /// `whatsapp:` or `tel:`, with white space or direction marks around it, in other digits. Any
  /// other text stays as it is.
  ///
  /// Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
  public static PhoneNumber ofTwilio(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(codePoint -> !Character.isWhitespace(codePoint))
        .filter(codePoint -> Character.getType(codePoint) != Character.FORMAT)
        .forEach(codePoint -> appendFolded(codePoint, plain));
    String number = SCHEME.matcher(plain).replaceFirst("");
    int host = number.indexOf('@');
    String user = host < 0 ? number : number.substring(0, host);
    return new PhoneNumber(E164.matcher(user).matches() ? user : text);
  }

  private static void appendFolded(int codePoint, StringBuilder plain) {
    int digit = Character.digit(codePoint, 10);
    if (digit >= 0) {
      plain.append(digit);
    } else {
      plain.appendCodePoint(codePoint);
    }
  }

  /// Whether it is in E.164 form, and no word in disguise, and so can be called back.
  public boolean isDialable() {
    return E164.matcher(value).matches() && !isWithheld();
  }

  /// Whether it is a word on the keypad that says that the caller hides the number.
  public boolean isWithheld() {
    return WORD_IN_DIGITS.matcher(value).matches();
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
