package app.kolan.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The base URL under which the carrier reaches this server: scheme, host, an unusual port, and a
/// path prefix when a proxy takes one off.
///
/// @param scheme `https` or `http`
/// @param authority the host, with its port when that was stated
/// @param prefix the path without a `/` at its end; usually empty
public record PublicUrl(String scheme, String authority, String prefix) {

  private static final Pattern PRIVATE =
      Pattern.compile(
          "localhost|.*\\.(localhost|local|internal|lan)|[^.:]+|\\[.*]|0\\.0\\.0\\.0|127\\..*"
              + "|10\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*");
  private static final int LAST_PORT = 65_535;

  /// The URL in a text; empty when the text is no absolute `http` or `https` URL, or has a query, a
  /// fragment, credentials, or a port that does not exist. The dot that ends an absolute name is
  /// left out: neither certificates nor Twilio's signatures have it.
  public static Optional<PublicUrl> parse(String text) {
    URI uri;
    try {
      uri = new URI(PastedText.clean(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("https") || scheme.equals("http");
    boolean plain =
        uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    boolean possible = uri.getPort() != 0 && uri.getPort() <= LAST_PORT;
    if (!web || !plain || !possible || uri.getHost() == null) {
      return Optional.empty();
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return Optional.of(
        new PublicUrl(
            scheme,
            uri.getRawAuthority().replaceFirst("\\.(?=:|$)", ""),
            path.replaceAll("/+$", "")));
  }

  /// The host, as it was written.
  public String host() {
    return authority.replaceFirst(":[0-9]*$", "");
  }

  /// The port, if it was stated.
  public OptionalInt port() {
    String port = authority.substring(host().length());
    return port.length() < 2
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(port.substring(1)));
  }

  /// Whether the host is one that is known on this machine or network alone.
  public boolean isPrivate() {
    return PRIVATE.matcher(host().toLowerCase(Locale.ROOT)).matches();
  }

  /// The same without a path.
  public PublicUrl withoutPrefix() {
    return new PublicUrl(scheme, authority, "");
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
