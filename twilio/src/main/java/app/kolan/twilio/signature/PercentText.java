package app.kolan.twilio.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// Percent-encoding as proxies and libraries apply it. Total: an invalid escape is kept as it is.
final class PercentText {
  /// What RFC 3986 leaves unescaped within a path, apart from letters and digits.
  static final String IN_PATH = "/-._~!$&'()*+,;=:@";

  /// What RFC 3986 leaves unescaped within a query.
  static final String IN_QUERY = "?" + IN_PATH;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  private PercentText() {}

  /// The text with its escapes undone, as UTF-8.
  static String decoded(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (isEscape(encoded, i)) {
        bytes.write(
            HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// The text with everything escaped but ASCII letters, digits and what is named as plain.
  static String encoded(String text, String plain) {
    var encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || plain.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /// The text with the digits of its escapes in capitals, or all small.
  static String withEscapes(String text, boolean capital) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                capital
                    ? escape.group().toUpperCase(Locale.ROOT)
                    : escape.group().toLowerCase(Locale.ROOT));
  }

  private static boolean isEscape(byte[] text, int at) {
    return text[at] == '%'
        && at + 2 < text.length
        && HexFormat.isHexDigit(text[at + 1])
        && HexFormat.isHexDigit(text[at + 2]);
  }
}
