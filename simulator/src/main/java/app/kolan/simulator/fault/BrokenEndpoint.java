package app.kolan.simulator.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// A local endpoint in place of a server's, which never forwards anything.
///
/// Any thread may use it.
public final class BrokenEndpoint implements AutoCloseable {
  /// A response that is neither HTTP nor TLS.
  private static final byte[] BANNER =
      "SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.US_ASCII);

  /// What the endpoint does with a connection.
  private interface Manner {
    void meet(Socket visitor) throws IOException;
  }

  private final AutoCloseable port;
  private final int number;
  private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();

  private BrokenEndpoint(AutoCloseable port, int number) {
    this.port = port;
    this.number = number;
  }

  /// Refuses connections for as long as it is open.
  public static BrokenEndpoint refusing() {
    try {
      var reserved = new Socket();
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new BrokenEndpoint(reserved, reserved.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Answers each request with a status and an empty page, as a proxy would.
  public static BrokenEndpoint answering(int status, Executor executor) {
    String answer =
        "HTTP/1.1 %d So\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(status);
    byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
    return listening(
        executor,
        visitor -> {
          HttpHead.read(new BufferedInputStream(visitor.getInputStream()));
          say(visitor, bytes);
        });
  }

  /// Accepts connections and never answers.
  public static BrokenEndpoint silent(Executor executor) {
    return listening(
        executor, visitor -> visitor.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /// Answers in another protocol.
  public static BrokenEndpoint garbling(Executor executor) {
    return listening(executor, visitor -> say(visitor, BANNER));
  }

  /// A URL of the server with this endpoint's address in place of its own.
  ///
  /// @param secure whether the client is to use TLS
  public URI insteadOf(URI url, boolean secure) {
    return FaultProxy.insteadOf(url, secure, number);
  }

  @Override
  public void close() {
    try {
      port.close();
      for (Socket visitor : visitors) {
        visitor.close();
      }
    } catch (Exception _) {
      // It is closed as far as it can be.
    }
  }

  private static BrokenEndpoint listening(Executor executor, Manner manner) {
    try {
      var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var end = new BrokenEndpoint(server, server.getLocalPort());
      executor.execute(() -> end.acceptAll(server, manner, executor));
      return end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll(ServerSocket server, Manner manner, Executor executor) {
    try (server) {
      while (true) {
        Socket visitor = server.accept();
        visitors.add(visitor);
        executor.execute(() -> meet(visitor, manner));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void meet(Socket visitor, Manner manner) {
    try (visitor) {
      manner.meet(visitor);
    } catch (IOException _) {
      // The visitor went away.
    } finally {
      visitors.remove(visitor);
    }
  }

  /// Sends a response, then waits for the client to close, so that the connection is not reset.
  private static void say(Socket visitor, byte[] words) throws IOException {
    visitor.getOutputStream().write(words);
    visitor.shutdownOutput();
    visitor.getInputStream().transferTo(OutputStream.nullOutputStream());
  }
}
