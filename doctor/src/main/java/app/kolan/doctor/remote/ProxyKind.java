package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.Locale;

/// The kind of proxy in front of a server, as far as its responses show.
enum ProxyKind {
  NGINX("nginx"),
  HAPROXY("haproxy"),
  CADDY("Caddy"),
  CLOUDFLARE("Cloudflare"),
  APACHE("Apache"),
  TRAEFIK("Traefik"),
  NGROK("ngrok"),
  UNKNOWN("the proxy");

  private final String title;

  ProxyKind(String title) {
    this.title = title;
  }

  /// Its name within a sentence.
  String title() {
    return title;
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
    if (server.contains("apache")) {
      return APACHE;
    }
    if (answer.headers().fields().stream()
        .anyMatch(field -> field.name().toLowerCase(Locale.ROOT).startsWith("ngrok-"))) {
      return NGROK;
    }
    if (server.isEmpty() && lowersNames(answer)) {
      return HAPROXY;
    }
    return answer.isSuccess() || isKolan(answer) ? UNKNOWN : ofPage(answer);
  }

  /// Kolan writes `X-Kolan`, and haproxy writes all names in lower case.
  private static boolean lowersNames(Answered answer) {
    return answer.headers().fields().stream()
        .anyMatch(field -> field.name().equals(EchoReport.MARKER.toLowerCase(Locale.ROOT)));
  }

  /// Whether the response is Kolan's own.
  static boolean isKolan(Answered answer) {
    return answer.headers().has(EchoReport.MARKER);
  }

  /// Whether a response is a page that a proxy generates when it rejects a request.
  static boolean isOwnPage(Answered answer) {
    String page = answer.text();
    return !answer.isSuccess()
        && !isKolan(answer)
        && (ofPage(answer) != UNKNOWN
            || page.contains("<center>nginx")
            || page.contains("<center>openresty")
            || page.contains("<address>Apache"));
  }

  private static ProxyKind ofPage(Answered answer) {
    String page = answer.text().strip();
    if (page.startsWith("<html><body><h1>" + answer.status())) {
      return HAPROXY;
    }
    if (page.equals("404 page not found") || page.equals("Bad Gateway")) {
      return TRAEFIK;
    }
    return UNKNOWN;
  }

  private static String lower(Answered answer, String header) {
    return answer.header(header).orElse("").toLowerCase(Locale.ROOT);
  }
}
