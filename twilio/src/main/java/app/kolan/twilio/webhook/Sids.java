package app.kolan.twilio.webhook;

import java.util.regex.Pattern;

/// The shape of Twilio's identifiers.
final class Sids {
  private static final Pattern REST = Pattern.compile("[0-9A-Za-z]{1,64}");

  private Sids() {}

  static boolean isSid(String prefix, String value) {
    return value.startsWith(prefix) && REST.matcher(value.substring(prefix.length())).matches();
  }

  static void require(String name, String prefix, String value) {
    if (!isSid(prefix, value)) {
      throw new IllegalArgumentException(
          name + " begins with " + prefix + " and goes on with letters and digits");
    }
  }
}
