package app.kolan.stubs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port of loopback at which nobody listens, kept from every other program: connections to it are
/// refused until it is closed.
final class ClosedPort implements AutoCloseable {
  private final Socket socket = new Socket();

  /// @throws UncheckedIOException when something listens there
  ClosedPort(int port) {
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
