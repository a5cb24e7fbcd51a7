package app.kolan.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The base URL under which the carrier reaches this server: scheme, host, an unusual port, and a
/// path prefix when a proxy takes one off.
///
/// @param scheme `https` or `http`
/// @param authority the host, with its port when that was stated
/// @param prefix the path without a `/` at its end; usually empty
public record PublicUrl(String scheme, String authority, String prefix) {

  /// The URL in a text; empty when the text is no absolute `http` or `https` URL, or has a query, a
  /// fragment or credentials.
  public static Optional<PublicUrl> parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean plain =
        uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    if (!web || !plain || uri.getHost() == null) {
      return Optional.empty();
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return Optional.of(
        new PublicUrl(uri.getScheme(), uri.getRawAuthority(), path.replaceAll("/+$", "")));
  }

  /// The absolute URL of a path, which begins with `/`.
  public String web(String path) {
    return scheme + "://" + authority + prefix + path;
  }

  /// The absolute WebSocket URL of a path.
  public String socket(String path) {
    return socketScheme() + "://" + authority + prefix + path;
  }

  private String socketScheme() {
    return isSecure() ? "wss" : "ws";
  }

  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String toString() {
    return scheme + "://" + authority + prefix;
  }
}
