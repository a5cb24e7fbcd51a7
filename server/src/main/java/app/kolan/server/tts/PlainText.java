package app.kolan.server.tts;

/// A text as it may go to any provider: letters, signs and spaces.
final class PlainText {
  private PlainText() {}

  /// The text with a space for everything that no XML and no JSON can carry: control characters and
  /// halves of characters.
  static String of(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints().map(PlainText::carried).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// Whether there is a letter or a digit in it. Nothing else has a sound of its own.
  static boolean hasSound(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static int carried(int codePoint) {
    boolean half = Character.getType(codePoint) == Character.SURROGATE;
    boolean none = (codePoint & 0xFFFE) == 0xFFFE;
    return half || none || Character.isISOControl(codePoint) ? ' ' : codePoint;
  }
}
