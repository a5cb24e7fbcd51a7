package app.kolan.simulator;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// The route of a request: the URL that is signed, the URL to connect to, and the headers that a
/// proxy adds.
///
/// @param signed the URL as the server's public side knows it
/// @param actual the URL to connect to
/// @param proxyHeaders none without a proxy
/// @param publicHost the `Host` that the server should see
record Route(String signed, URI actual, Map<String, String> proxyHeaders, String publicHost) {
  Route {
    proxyHeaders = Map.copyOf(proxyHeaders);
  }

  /// @param socketPortSigned whether a port in a `wss` URL is part of what is signed
  static Route to(URI url, List<Edge> edges, boolean socketPortSigned) {
    boolean unsigned =
        "https".equalsIgnoreCase(url.getScheme())
            || "wss".equalsIgnoreCase(url.getScheme()) && !socketPortSigned;
    String signed = text(url, url.getPort() >= 0 && !unsigned);
    for (Edge edge : edges) {
      var actual = edge.actual(url);
      if (actual.isPresent()) {
        return new Route(signed, actual.get(), edge.headers(), edge.publicBase().getRawAuthority());
      }
    }
    URI direct = URI.create(text(url, url.getPort() >= 0));
    return new Route(signed, direct, Map.of(), direct.getRawAuthority());
  }

  /// The URL without credentials and fragment. What Twilio signs has no port over https either.
  ///
  /// Source: https://www.twilio.com/docs/usage/security#validating-requests
  private static String text(URI url, boolean withPort) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getScheme()
        + "://"
        + url.getHost()
        + (withPort ? ":" + url.getPort() : "")
        + path
        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }
}
