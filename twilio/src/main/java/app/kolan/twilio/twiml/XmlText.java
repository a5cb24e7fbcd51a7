package app.kolan.twilio.twiml;

/// Text as an XML 1.0 document holds it.
///
/// What a reader would change on the way (line ends, and any white space in attributes) is written
/// as a character reference; what no document can hold, not even escaped, is left out.
///
/// Source: https://www.w3.org/TR/xml/#charsets
final class XmlText {
  private XmlText() {}

  /// The value of an attribute between double quotes.
  static String attribute(String value) {
    return escaped(value, "<&>\"\t\n\r");
  }

  /// The text of an element.
  static String content(String text) {
    return escaped(text, "<&>\r");
  }

  private static String escaped(String text, String special) {
    var written = new StringBuilder(text.length());
    text.codePoints()
        .filter(XmlText::isAllowed)
        .forEach(
            codePoint -> {
              if (special.indexOf(codePoint) < 0) {
                written.appendCodePoint(codePoint);
              } else {
                written.append(reference(codePoint));
              }
            });
    return written.toString();
  }

  private static String reference(int codePoint) {
    return switch (codePoint) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      default -> "&#" + codePoint + ";";
    };
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
