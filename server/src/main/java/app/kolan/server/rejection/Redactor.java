package app.kolan.server.rejection;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/// Redacts requests that anybody may have sent: names and places are shown, values are not, and
/// lengths are limited.
final class Redactor {
  private static final int LONGEST_URL = 300;
  private static final int LONGEST_NAME = 40;
  private static final int MOST_NAMES = 40;
  private static final Pattern VALUE = Pattern.compile("=[^&]*");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~…]");
  private static final Pattern UNNAMEABLE = Pattern.compile("[^\\w.…\\[\\]-]");

  private Redactor() {}

  /// A URL with the values of its query hidden. A query part without `=` may be a value too, and is
  /// hidden.
  static String url(String url) {
    int question = url.indexOf('?');
    String shown = question < 0 ? url : url.substring(0, question) + "?" + query(url, question);
    return UNPRINTABLE.matcher(shortened(shown, LONGEST_URL)).replaceAll("?");
  }

  private static String query(String url, int question) {
    String query = VALUE.matcher(url.substring(question + 1)).replaceAll("=…");
    return query.contains("=") || query.isEmpty() ? query : "…";
  }

  static List<String> names(List<String> names) {
    return names.stream()
        .limit(MOST_NAMES)
        .map(name -> UNNAMEABLE.matcher(shortened(name, LONGEST_NAME)).replaceAll("?"))
        .toList();
  }

  /// A private address in full; of a public one, the network only.
  static String address(String text) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return "";
    }
    if (address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return "%d.%d.%d.x".formatted(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF);
    }
    return "%x:%x:%x::x".formatted(group(bytes, 0), group(bytes, 2), group(bytes, 4));
  }

  private static int group(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private static String shortened(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }
}
