package app.kolan.server.console.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The cookies of the console.
///
/// By `https` their names begin with `__Host-`, so that no other host of the domain can set them
/// and no page without TLS gets them. A browser takes such a name by `https` alone: by plain
/// `http`, as on the developer's own machine or in a demo, the name goes without it, and without
/// `Secure`.
///
/// @param secure whether the browser has this server by `https`
record Cookies(boolean secure, Map<String, String> sent) {
  static final String SESSION = "kolan";
  static final String LANGUAGE = "kolan-language";
  static final String THEME = "kolan-theme";
  static final String BUSINESS = "kolan-business";
  static final String FLASH = "kolan-flash";

  private static final String PREFIX = "__Host-";
  private static final int LONGEST = 8192;

  /// @param header the `Cookie`; null for none
  static Cookies of(boolean secure, @Nullable String header) {
    var sent = new HashMap<String, String>();
    if (header != null && header.length() <= LONGEST) {
      for (String part : header.split(";", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          sent.putIfAbsent(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
        }
      }
    }
    return new Cookies(secure, Map.copyOf(sent));
  }

  /// The value of a cookie; empty when there is none.
  String value(String name) {
    return sent.getOrDefault(full(name), "");
  }

  /// What sets a cookie.
  ///
  /// @param age null until the browser is closed
  String set(String name, String value, @Nullable Duration age) {
    return full(name)
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "")
        + (age == null ? "" : "; Max-Age=" + age.toSeconds());
  }

  /// What removes a cookie.
  String remove(String name) {
    return set(name, "", Duration.ZERO);
  }

  private String full(String name) {
    return secure ? PREFIX + name : name;
  }
}
