package app.kolan.carrier.twiml;

/// What XML 1.0 allows inside a document.
///
/// Source: https://www.w3.org/TR/xml/#charsets
final class XmlText {
  private XmlText() {}

  /// The text without the characters that no XML document can hold, not even escaped.
  static String allowed(String text) {
    if (text.codePoints().allMatch(XmlText::isAllowed)) {
      return text;
    }
    var kept = new StringBuilder(text.length());
    text.codePoints().filter(XmlText::isAllowed).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isAllowed(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || codePoint >= 0x20 && codePoint <= 0xD7FF
        || codePoint >= 0xE000 && codePoint <= 0xFFFD
        || codePoint >= 0x10000;
  }
}
