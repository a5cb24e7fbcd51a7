package app.kolan.simulator;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A minimal TLS-terminating proxy: a request is signed for the public address, but sent to the
/// actual one, with the headers that a proxy adds.
///
/// `wss` at the public address becomes `ws` at the actual one when that is plain HTTP.
///
/// @param publicBase the public scheme, host and port, such as `https://agent.example`
/// @param actualBase where the server really listens, such as `http://127.0.0.1:8080`
public record Edge(URI publicBase, URI actualBase) {
  /// An address reserved for documentation (RFC 5737).
  private static final String SENDER = "203.0.113.20";

  public Edge {
    if (publicBase.getHost() == null || actualBase.getHost() == null) {
      throw new IllegalArgumentException("both bases of an edge are absolute URLs with a host");
    }
  }

  /// The actual target of a request for this URL; empty when it does not pass through this edge.
  Optional<URI> actual(URI url) {
    if (!isSameHost(url)) {
      return Optional.empty();
    }
    boolean socket = isSocket(url);
    boolean plain = actualBase.getScheme().equalsIgnoreCase("http");
    String scheme = socket ? (plain ? "ws" : "wss") : actualBase.getScheme();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return Optional.of(
        URI.create(scheme + "://" + actualBase.getRawAuthority() + path(url) + query));
  }

  /// The headers that a proxy adds.
  Map<String, String> headers() {
    return Map.of(
        "X-Forwarded-For", SENDER,
        "X-Forwarded-Host", publicBase.getRawAuthority(),
        "X-Forwarded-Proto", publicBase.getScheme());
  }

  private boolean isSameHost(URI url) {
    return url.getHost() != null
        && url.getHost().equalsIgnoreCase(publicBase.getHost())
        && port(url) == port(publicBase)
        && isSecure(url) == isSecure(publicBase);
  }

  private static String path(URI url) {
    return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isSecure(url) ? 443 : 80;
  }

  private static boolean isSecure(URI url) {
    return scheme(url).equals("https") || scheme(url).equals("wss");
  }

  private static boolean isSocket(URI url) {
    return scheme(url).equals("ws") || scheme(url).equals("wss");
  }

  private static String scheme(URI url) {
    return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
  }
}
