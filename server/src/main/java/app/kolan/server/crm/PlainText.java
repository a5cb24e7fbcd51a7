package app.kolan.server.crm;

/// Text without invisible marks, as people type it: formats of the JDK, telephones and word
/// processors put direction marks into it, which nobody sees and which make equal texts different.
public final class PlainText {
  private PlainText() {}

  /// The text without format characters (Unicode's Cf: U+200E, U+200F, U+202A-E, U+FEFF and others)
  /// and control characters but line feeds, stripped.
  public static String of(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT)
        .filter(point -> point == '\n' || !Character.isISOControl(point))
        .forEach(plain::appendCodePoint);
    return plain.toString().strip();
  }
}
