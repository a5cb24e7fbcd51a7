package app.kolan.server.web;

import java.net.InetAddress;

/// Where the management listener listens: health, metrics and diagnostics, apart from what Twilio
/// asks for.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
public record ManagementAddress(String host, int port) {
  static final String LOOPBACK = "127.0.0.1";

  /// Beside the port for Twilio's requests, 8080, and seldom taken.
  static final int USUAL_PORT = 8089;

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
