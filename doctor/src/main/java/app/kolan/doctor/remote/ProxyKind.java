package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.Locale;

/// The kind of proxy in front of a server, as far as there is evidence: a header with its name, or
/// a page that it alone writes. How header names are spelt is none, since many programs spell them
/// alike.
enum ProxyKind {
  NGINX("nginx"),
  HAPROXY("haproxy"),
  CADDY("Caddy"),
  CLOUDFLARE("Cloudflare"),
  APACHE("Apache"),
  LIGHTTPD("lighttpd"),
  VARNISH("Varnish"),
  SQUID("Squid"),
  TRAEFIK("Traefik"),
  NGROK("ngrok"),
  /// What takes TLS off and reads no HTTP, such as hitch and stunnel.
  TERMINATOR("the TLS terminator"),
  UNKNOWN("the proxy");

  /// The page with which haproxy answers a request that it cannot read.
  private static final String HAPROXYS_400 =
      "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>";

  private final String title;

  ProxyKind(String title) {
    this.title = title;
  }

  /// Its name within a sentence.
  String title() {
    return title;
  }

  /// Its name in the texts of remedies.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The word before its name where something is to be changed.
  String preposition() {
    return this == CLOUDFLARE || this == NGROK ? "At" : "In";
  }

  /// What sent this response, or passed it on.
  static ProxyKind of(Answered answer) {
    String server = lower(answer, "Server");
    String via = lower(answer, "Via");
    if (server.contains("cloudflare") || answer.headers().has("CF-RAY")) {
      return CLOUDFLARE;
    }
    if (server.contains("nginx") || server.contains("openresty")) {
      return NGINX;
    }
    if (server.contains("caddy") || via.contains("caddy")) {
      return CADDY;
    }
    if (server.contains("apache") && !server.contains("coyote")) {
      return APACHE;
    }
    if (server.contains("lighttpd")) {
      return LIGHTTPD;
    }
    if (server.contains("squid") || via.contains("squid")) {
      return SQUID;
    }
    if (server.contains("varnish")
        || via.contains("varnish")
        || answer.headers().has("X-Varnish")) {
      return VARNISH;
    }
    if (answer.headers().fields().stream()
        .anyMatch(field -> field.name().toLowerCase(Locale.ROOT).startsWith("ngrok-"))) {
      return NGROK;
    }
    return answer.isSuccess() || isKolan(answer) ? UNKNOWN : ofPage(answer);
  }

  /// What answered a request that no server can read, and so passed on to none.
  static ProxyKind ofUnreadable(Answered answer) {
    boolean haproxy = answer.status() == 400 && answer.text().strip().equals(HAPROXYS_400);
    return haproxy ? HAPROXY : of(answer);
  }

  /// Whether the response is Kolan's own.
  static boolean isKolan(Answered answer) {
    return answer.headers().has(EchoReport.MARKER);
  }

  /// Whether a response is Kolan's, with this value of its marker.
  static boolean isKolan(Answered answer, String marker) {
    return answer.header(EchoReport.MARKER).filter(marker::equals).isPresent();
  }

  /// Whether a response is a page that a proxy generates when it rejects a request.
  static boolean isOwnPage(Answered answer) {
    String page = answer.text();
    return !answer.isSuccess()
        && !isKolan(answer)
        && (ofPage(answer) != UNKNOWN
            || page.contains("<center>nginx")
            || page.contains("<center>openresty")
            || page.contains("<address>Apache")
            || answer.headers().has("X-Squid-Error")
            || page.contains("<p>Varnish cache server</p>"));
  }

  /// haproxy writes its errors as `<h1>503 Service Unavailable</h1>` and a sentence.
  private static ProxyKind ofPage(Answered answer) {
    return answer
            .text()
            .strip()
            .matches(
                "(?s)<html><body><h1>%d [A-Za-z -]+</h1>\n[^<]+\n</body></html>"
                    .formatted(answer.status()))
        ? HAPROXY
        : UNKNOWN;
  }

  private static String lower(Answered answer, String header) {
    return answer.header(header).orElse("").toLowerCase(Locale.ROOT);
  }
}
