package app.kolan.server.normalize;

import java.util.regex.Pattern;

/// The two numbers that Hebrew writes alike: שמונה is shmona before a masculine noun and shmone
/// before a feminine one, and only vowel points tell them apart.
///
/// Words of numbers carry a mark of a private code point until the text is complete. Then the mark
/// becomes points, for a voice that reads them, or nothing.
final class EightVowelPoints {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final String EIGHT = "שמונה";
  private static final String MASCULINE = "\uE008";
  private static final String FEMININE = "\uE009";

  private EightVowelPoints() {}

  static String marked(String words, boolean masculine) {
    return words.replace(EIGHT, EIGHT + (masculine ? MASCULINE : FEMININE));
  }

  /// Whether a code point is one of the marks, which belong to their word.
  static boolean isMark(int codePoint) {
    return codePoint == MASCULINE.charAt(0) || codePoint == FEMININE.charAt(0);
  }

  /// A word without vowel points and marks.
  static String without(String word) {
    return MARKS.matcher(plain(word)).replaceAll("");
  }

  static String pointed(String text) {
    return text.replace(EIGHT + MASCULINE, "שְׁמוֹנָה").replace(EIGHT + FEMININE, "שְׁמוֹנֶה");
  }

  static String plain(String text) {
    return text.replace(MASCULINE, "").replace(FEMININE, "");
  }
}
