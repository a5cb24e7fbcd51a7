package app.kolan.bench.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A network between a client and a server, which can be as bad as it likes.
final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  /// How the network is.
  enum State {
    OPEN,
    /// Connections end, and new ones are closed at once.
    REFUSING,
    /// Bytes are dropped silently.
    SILENT
  }

  /// Sees what the server of one connection sends.
  interface Observer {
    Observer NOBODY = (_, _) -> {};

    /// @param bytes only the first so many of them, and only now
    void saw(byte[] bytes, int length);
  }

  private final ServerSocket door;
  private final Supplier<Observer> observers;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile State state = State.OPEN;
  private volatile Duration delay = Duration.ZERO;

  private TcpProxy(ServerSocket door, String host, int port, Supplier<Observer> observers) {
    this.door = door;
    this.observers = observers;
    this.host = host;
    this.port = port;
  }

  /// A network to a server, which need not run yet.
  static TcpProxy to(String host, int port) throws IOException {
    return to(host, port, () -> Observer.NOBODY);
  }

  /// @param observers one for each connection
  static TcpProxy to(String host, int port, Supplier<Observer> observers) throws IOException {
    var door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    var proxy = new TcpProxy(door, host, port, observers);
    Thread _ = Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /// Where clients connect on this machine.
  int port() {
    return door.getLocalPort();
  }

  void turn(State to) {
    lock.lock();
    try {
      state = to;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (to == State.REFUSING) {
      open.forEach(TcpProxy::end);
    }
  }

  /// Holds up what clients send by this long.
  void delay(Duration by) {
    delay = by;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        if (state == State.REFUSING) {
          end(here);
        } else {
          Thread _ = Thread.ofVirtual().start(() -> connect(here));
        }
      } catch (IOException e) {
        // Closed, or a connection that ended at once.
      }
    }
  }

  private void connect(Socket here) {
    try (here;
        var there = new Socket(host, port)) {
      open.add(here);
      open.add(there);
      here.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      Observer observer = observers.get();
      Thread back =
          Thread.ofVirtual().start(() -> copy(there, here, observer, () -> Duration.ZERO));
      copy(here, there, Observer.NOBODY, () -> delay);
      back.join();
    } catch (IOException e) {
      // The server refuses.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to, Observer observer, Supplier<Duration> wait) {
    var buffer = new byte[BUFFER];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        observer.saw(buffer, length);
        boolean _ = new CountDownLatch(1).await(wait.get().toMillis(), TimeUnit.MILLISECONDS);
        awaitPassage();
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      end(from);
      end(to);
    }
  }

  private void awaitPassage() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.SILENT) {
        changed.await();
      }
    } finally {
      lock.unlock();
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
    turn(State.REFUSING);
  }
}
