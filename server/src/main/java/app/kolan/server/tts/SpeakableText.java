package app.kolan.server.tts;

/// A text that every provider accepts: letters, signs and spaces.
final class SpeakableText {
  private SpeakableText() {}

  /// The text with a space in place of everything that XML or JSON cannot represent: control
  /// characters and unpaired surrogates.
  static String of(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints().map(SpeakableText::carried).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// Whether it contains a letter or a digit. Nothing else has a sound of its own.
  static boolean hasSound(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static int carried(int codePoint) {
    boolean half = Character.getType(codePoint) == Character.SURROGATE;
    boolean none = (codePoint & 0xFFFE) == 0xFFFE;
    return half || none || Character.isISOControl(codePoint) ? ' ' : codePoint;
  }
}
