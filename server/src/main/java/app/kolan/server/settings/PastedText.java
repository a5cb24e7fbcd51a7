package app.kolan.server.settings;

import java.util.Locale;
import java.util.Optional;

/// A value as somebody pasted it: from a web page, a chat or a file of another system, with what
/// nobody sees at its ends.
public final class PastedText {
  private PastedText() {}

  /// The text without white space, no-break and zero-width spaces, byte-order marks and control
  /// characters at its ends, and without one pair of quotation marks around it.
  public static String clean(String text) {
    String bare = withoutInvisibleEnds(text);
    return isQuoted(bare) ? withoutInvisibleEnds(bare.substring(1, bare.length() - 1)) : bare;
  }

  /// The first character that no token, key or URL has, in words that do not show the value; empty
  /// when there is none.
  public static Optional<String> foreignCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return Optional.of(
            String.format(Locale.ROOT, "%s (U+%04X) as character %d", nameOf(c), (int) c, i + 1));
      }
    }
    return Optional.empty();
  }

  private static String nameOf(char c) {
    return Character.isWhitespace(c) || isInvisible(c)
        ? "an invisible character"
        : "a character outside of ASCII";
  }

  private static String withoutInvisibleEnds(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isInvisible(text.charAt(from))) {
      from++;
    }
    while (from < to && isInvisible(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /// U+200B is a format character, U+00A0 a space that [Character#isWhitespace] leaves out.
  private static boolean isInvisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean isQuoted(String text) {
    if (text.length() < 2) {
      return false;
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    boolean pair = (first == '"' || first == '\'') && last == first || first == '“' && last == '”';
    String inner = text.substring(1, text.length() - 1);
    return pair && inner.indexOf(first) < 0 && inner.indexOf(last) < 0;
  }
}
