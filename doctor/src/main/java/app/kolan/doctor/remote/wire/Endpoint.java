package app.kolan.doctor.remote.wire;

import java.net.URI;
import java.util.Locale;

/// Where a request goes: a host and a port, with TLS or without.
public record Endpoint(boolean secure, String host, int port) {
  /// The endpoint of an `http`, `https`, `ws` or `wss` URL.
  public static Endpoint of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https") || scheme.equals("wss");
    String host = String.valueOf(url.getHost());
    return new Endpoint(secure, host, url.getPort() >= 0 ? url.getPort() : usualPort(secure));
  }

  /// The value of the `Host` header: with the port only if it is not the default.
  public String authority() {
    return port == usualPort(secure) ? host : host + ":" + port;
  }

  /// The host without the brackets of an IPv6 address.
  public String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The same endpoint, its host in lower case.
  public Endpoint lower() {
    return new Endpoint(secure, host.toLowerCase(Locale.ROOT), port);
  }

  /// Whether the host is an address and not a name.
  public boolean isAddress() {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static int usualPort(boolean secure) {
    return secure ? 443 : 80;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
