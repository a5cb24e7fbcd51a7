package app.kolan.server.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network between a server and its database, which can be cut, and can fall silent.
public final class Pipe implements AutoCloseable {
  private enum State {
    OPEN,
    CUT,
    SILENT
  }

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.OPEN;

  private Pipe(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  public static Pipe to(int target) throws IOException {
    var pipe = new Pipe(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().start(pipe::accept);
    return pipe;
  }

  /// The same database, through this pipe.
  public String through(String url) {
    return patientlyThrough(url).replace(TestPostgres.PATIENCE, "");
  }

  /// The same for who has to tell a database that is cut off from a machine that is busy.
  public String patientlyThrough(String url) {
    return url.replace(":" + target + "/", ":" + entrance.getLocalPort() + "/");
  }

  /// Breaks all connections, and every one that comes.
  public void cut() {
    state = State.CUT;
    sockets.forEach(Pipe::close);
    sockets.clear();
  }

  /// Lets nothing through, without breaking a connection.
  public void fallSilent() {
    state = State.SILENT;
  }

  public void fix() {
    state = State.OPEN;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket caller = entrance.accept();
        if (state == State.CUT) {
          close(caller);
          continue;
        }
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(caller);
        sockets.add(database);
        Thread.ofVirtual().start(() -> pump(caller, database));
        Thread.ofVirtual().start(() -> pump(database, caller));
      } catch (IOException closed) {
        // The next one may come through.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (state == State.OPEN) {
          out.write(bytes, 0, read);
        }
      }
    } catch (IOException broken) {
      // Both ends are closed then.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
