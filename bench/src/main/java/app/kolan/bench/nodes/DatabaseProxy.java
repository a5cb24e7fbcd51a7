package app.kolan.bench.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way of servers to their database, which can be cut: connections end, and new ones are closed
/// at once.
final class DatabaseProxy implements AutoCloseable {
  private static final Pattern URL =
      Pattern.compile("(jdbc:postgresql://)([^/:?]+)(?::(\\d+))?(/.*)");
  private static final int USUAL_PORT = 5432;

  private final ServerSocket door;
  private final String url;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  private DatabaseProxy(ServerSocket door, Matcher database) {
    this.door = door;
    host = database.group(2);
    port = database.group(3) == null ? USUAL_PORT : Integer.parseInt(database.group(3));
    url = "%s127.0.0.1:%d%s".formatted(database.group(1), door.getLocalPort(), database.group(4));
  }

  /// A pipe to the database of a URL.
  ///
  /// @throws IllegalArgumentException when it names no host
  static DatabaseProxy to(String database) throws IOException {
    Matcher found = URL.matcher(database);
    if (!found.matches()) {
      throw new IllegalArgumentException("give a database as jdbc:postgresql://HOST/DATABASE");
    }
    var pipe = new DatabaseProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), found);
    Thread _ = Thread.ofVirtual().start(pipe::accept);
    return pipe;
  }

  /// The database through it.
  String url() {
    return url;
  }

  void cut() {
    isCut = true;
    open.forEach(DatabaseProxy::end);
  }

  void mend() {
    isCut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        if (isCut) {
          end(here);
        } else {
          connect(here);
        }
      } catch (IOException e) {
        // Closed, or a connection that ended at once.
      }
    }
  }

  private void connect(Socket here) {
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (here;
                      var there = new Socket(host, port)) {
                    open.add(here);
                    open.add(there);
                    here.setTcpNoDelay(true);
                    there.setTcpNoDelay(true);
                    Thread back = Thread.ofVirtual().start(() -> copy(there, here));
                    copy(here, there);
                    back.join();
                  } catch (IOException e) {
                    // The database refuses.
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side has ended.
    } finally {
      open.remove(from);
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
