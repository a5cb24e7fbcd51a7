package app.kolan.server.console.http;

import app.kolan.server.settings.PublicUrl;
import java.util.Locale;
import java.util.Map;

/// Whether a request comes from a page of this console, by what browsers say of it: a page cannot
/// change `Sec-Fetch-Site` or `Origin`.
///
/// A browser sends the first one to `https` and to its own machine, and the second one with every
/// form. What has neither is no browser, and has no cookie of somebody else.
final class OwnOrigin {
  private OwnOrigin() {}

  static boolean sent(Map<String, String> headers, PublicUrl base) {
    String site = headers.get("sec-fetch-site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = headers.get("origin");
    if (origin == null) {
      return true;
    }
    int authority = origin.indexOf("://");
    if (authority < 0) {
      return false;
    }
    String from = origin.substring(authority + 3).toLowerCase(Locale.ROOT);
    return from.equals(base.authority().toLowerCase(Locale.ROOT))
        || from.equals(headers.getOrDefault("host", "").toLowerCase(Locale.ROOT));
  }
}
