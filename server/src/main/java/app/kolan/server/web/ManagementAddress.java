package app.kolan.server.web;

import java.net.InetAddress;

/// Where the management listener listens: health, metrics and diagnostics, apart from what Twilio
/// asks for.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param chosen whether the operator set the port; if not and it is taken, a free one serves
public record ManagementAddress(String host, int port, boolean chosen) {
  static final String LOOPBACK = "127.0.0.1";

  /// Beside the port for Twilio's requests, 8080, and seldom taken.
  static final int USUAL_PORT = 8089;

  /// A port that the operator set.
  public ManagementAddress(String host, int port) {
    this(host, port, true);
  }

  /// The usual port, or a free one when it is taken.
  public static ManagementAddress usual(String host) {
    return new ManagementAddress(host, USUAL_PORT, false);
  }

  /// A free port that only this machine can reach, so that many servers may run on one.
  public static final ManagementAddress FREE_PORT = new ManagementAddress(LOOPBACK, 0);

  /// Whether only this machine can reach it. A host that is a name, other than `localhost`, counts
  /// as reachable from elsewhere: it is not resolved.
  boolean isLoopback() {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
