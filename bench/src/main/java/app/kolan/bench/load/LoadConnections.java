package app.kolan.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Kept-alive HTTP connections to a server, as many as requests are under way.
///
/// Belongs to the generator's thread.
final class LoadConnections {
  private static final long ANSWER_TIMEOUT = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_IDLE = Duration.ofSeconds(30).toNanos();

  private final TcpConnections wires;
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Set<LoadConnection> busy = new LinkedHashSet<>();

  LoadConnections(TcpConnections wires) {
    this.wires = wires;
  }

  /// Receives the answer to a request, or the reason for its failure.
  interface Taker {
    void answered(LoadResponse reply);
  }

  /// Sends a request on a connection that is free, or on a new one.
  void ask(byte[] request, Taker taker) {
    long now = System.nanoTime();
    try {
      LoadConnection line = usable(now);
      busy.add(line);
      line.ask(request, taker, now);
    } catch (IOException e) {
      taker.answered(LoadResponse.none("no connection can be opened"));
    }
  }

  private LoadConnection usable(long now) throws IOException {
    while (!idle.isEmpty()) {
      LoadConnection line = idle.pop();
      if (line.isUsable(now, LONGEST_IDLE)) {
        return line;
      }
      line.close();
    }
    return new LoadConnection(this, wires);
  }

  void free(LoadConnection line) {
    busy.remove(line);
    idle.push(line);
  }

  void gone(LoadConnection line) {
    busy.remove(line);
    idle.remove(line);
  }

  /// Fails the requests whose timeout has passed.
  void expire(long now) {
    List.copyOf(busy).forEach(line -> line.expire(now, ANSWER_TIMEOUT));
  }

  int underWay() {
    return busy.size();
  }
}
