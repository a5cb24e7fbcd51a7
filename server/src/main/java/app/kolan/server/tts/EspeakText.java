package app.kolan.server.tts;

import java.text.Normalizer;

/// Converts Hebrew with vowel points for espeak-ng. It knows the vowels, and reads out the English
/// names of most other points; so those are removed, or written as letters.
final class EspeakText {
  private static final char SHEVA = '\u05B0';
  private static final char HOLAM = '\u05B9';
  private static final char HOLAM_FOR_VAV = '\u05BA';
  private static final char DAGESH = '\u05BC';
  private static final char METEG = '\u05BD';
  private static final char SIN_DOT = '\u05C2';
  private static final char SHIN = 'ש';
  private static final char SAMEKH = 'ס';
  private static final char VAV = 'ו';
  private static final String WITH_DAGESH = "בכפו";

  private EspeakText() {}

  /// The text for espeak's standard input. Square brackets would be read as phonemes.
  static String of(String text) {
    String letters = Normalizer.normalize(SpeakableText.of(text), Normalizer.Form.NFD);
    var filtered = new StringBuilder();
    for (int at = 0; at < letters.length(); ) {
      int end = at + 1;
      while (end < letters.length() && isPoint(letters.charAt(end))) {
        end++;
      }
      add(filtered, letters.charAt(at), letters.substring(at + 1, end));
      at = end;
    }
    return filtered.toString().replace('[', '(').replace(']', ')');
  }

  private static void add(StringBuilder to, char letter, String points) {
    to.append(letter == SHIN && points.indexOf(SIN_DOT) >= 0 ? SAMEKH : letter);
    if (points.indexOf(DAGESH) >= 0 && WITH_DAGESH.indexOf(letter) >= 0) {
      to.append(DAGESH);
    }
    points.chars().filter(EspeakText::isVowel).forEach(point -> to.append((char) point));
    if (points.indexOf(HOLAM) >= 0 || points.indexOf(HOLAM_FOR_VAV) >= 0) {
      if (letter != VAV) {
        to.append(VAV);
      }
      to.append(HOLAM);
    }
  }

  /// Hebrew points and accents, and what Unicode counts among them.
  private static boolean isPoint(char letter) {
    return letter >= '\u0591'
        && letter <= '\u05C7'
        && Character.getType(letter) == Character.NON_SPACING_MARK;
  }

  private static boolean isVowel(int point) {
    return point > SHEVA
            && point < METEG
            && point != HOLAM
            && point != HOLAM_FOR_VAV
            && point != DAGESH
        || point == '\u05C7';
  }
}
