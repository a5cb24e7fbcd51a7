package app.kolan.doctor.remote.wire;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a request goes: a host and a port, with TLS or without.
///
/// @param chosen the one of the host's addresses that is connected to; null for the first
public record Endpoint(boolean secure, String host, int port, @Nullable InetAddress chosen) {
  public Endpoint(boolean secure, String host, int port) {
    this(secure, host, port, null);
  }

  /// The endpoint of an `http`, `https`, `ws` or `wss` URL.
  public static Endpoint of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https") || scheme.equals("wss");
    String host = String.valueOf(url.getHost());
    return new Endpoint(secure, host, url.getPort() >= 0 ? url.getPort() : usualPort(secure));
  }

  /// The same endpoint, connected to at this address.
  public Endpoint at(InetAddress address) {
    return new Endpoint(secure, host, port, address);
  }

  /// The address that is connected to.
  InetAddress address() throws UnknownHostException {
    return chosen == null ? InetAddress.getByName(bareHost()) : chosen;
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
    return new Endpoint(secure, host.toLowerCase(Locale.ROOT), port, chosen);
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
