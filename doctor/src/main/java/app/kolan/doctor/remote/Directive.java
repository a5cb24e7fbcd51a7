package app.kolan.doctor.remote;

import java.util.Map;

/// What to change in a proxy's configuration, by the name of its directive. The texts are in
/// `remedies.txt`.
enum Directive {
  HOST,
  PROTO,
  FORWARDED_HOST,
  PATH,
  QUERY,
  HEADERS,
  METHOD,
  BODY,
  BODY_SIZE,
  UPGRADE,
  IDLE,
  SLOW,
  UPSTREAM,
  LOGIN,
  AGENT,
  ACCESS,
  RATE,
  REDIRECT,
  ROUTE,
  ERRORS,
  CACHE,
  TYPE,
  COMPRESSION,
  ANSWER,
  CERTIFICATE,
  CLIENT_CERTIFICATE,
  TLS_VERSION,
  LISTEN,
  SUBPROTOCOL,
  PROXY_EXPECTED,
  PROXY_SENT,
  HTTP1,
  SERVERS,
  MIRROR,
  FRAMES,
  HEADERS_SIZE;

  private static final Map<Directive, Map<String, String>> TEXTS = RemedyTexts.load();

  /// The directive of this kind of proxy, or in words for a kind without one. A kind that is not
  /// known gets the words, with nginx as an example.
  String in(ProxyKind proxy) {
    String words = text("any");
    String directive = text(proxy.key());
    if (!directive.isEmpty()) {
      return "%s %s: %s".formatted(proxy.preposition(), proxy.title(), directive);
    }
    if (proxy != ProxyKind.UNKNOWN) {
      return "%s %s: %s.".formatted(proxy.preposition(), proxy.title(), words);
    }
    String example = text(ProxyKind.NGINX.key());
    return "In your proxy: %s%s."
        .formatted(words, example.isEmpty() ? "" : " (in nginx: " + example + ")");
  }

  /// The text of this kind of proxy; empty when there is none.
  private String text(String kind) {
    return TEXTS.getOrDefault(this, Map.of()).getOrDefault(kind, "");
  }
}
