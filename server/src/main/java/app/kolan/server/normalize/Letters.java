package app.kolan.server.normalize;

/// The kinds of letters that a text is made of.
final class Letters {
  /// The letters that Hebrew joins to the front of a word: and, the, in, as, to, from, that.
  static final String PREFIXES = "והבכלמש";

  private static final int FIRST_HEBREW = 0x05D0;
  private static final int LAST_HEBREW = 0x05EA;

  private Letters() {}

  static boolean isHebrew(int codePoint) {
    return codePoint >= FIRST_HEBREW && codePoint <= LAST_HEBREW;
  }

  static boolean isLatin(int codePoint) {
    return Character.isLetter(codePoint)
        && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.LATIN;
  }

  static boolean isDigit(int codePoint) {
    return codePoint >= '0' && codePoint <= '9';
  }

  /// Whether a word goes on with this: a letter, or a vowel point on one.
  static boolean isOfWord(int codePoint) {
    return Character.isLetter(codePoint)
        || EightVowelPoints.isMark(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }

  static boolean isOfWordOrDigit(int codePoint) {
    return isDigit(codePoint) || isOfWord(codePoint);
  }

  /// Whether a word or number may begin at an index, because none goes on there.
  static boolean startsWord(String text, int at) {
    return at == 0 || !isOfWordOrDigit(text.codePointBefore(at));
  }

  /// Whether no word or number goes on at an index.
  static boolean endsWord(String text, int at) {
    return at >= text.length() || !isOfWordOrDigit(text.codePointAt(at));
  }
}
