package app.kolan.cli;

import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds ports for servers whose address has to be known before they start.
public final class FreePort {
  private FreePort() {}

  /// A port of loopback that nothing listens on now. Another program may take it at any time.
  public static int find() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
