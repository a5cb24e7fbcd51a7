package app.kolan.stubs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A port of loopback at which nobody listens, kept from every other program: connections to it are
/// refused until it is closed.
final class ClosedPort implements AutoCloseable {
  /// How long a server that was closed may still listen.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Socket socket;

  /// @throws UncheckedIOException when something goes on listening there
  ClosedPort(int port) {
    long begun = System.nanoTime();
    Socket bound = null;
    while (bound == null) {
      try {
        bound = bind(port);
      } catch (BindException e) {
        if (System.nanoTime() - begun > LONGEST_WAIT.toNanos()) {
          throw new UncheckedIOException(e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    socket = bound;
  }

  private static Socket bind(int port) throws IOException {
    var socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
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
