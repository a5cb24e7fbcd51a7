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
final class HttpLines {
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_IDLE = Duration.ofSeconds(30).toNanos();

  private final TcpConnections wires;
  private final Deque<HttpLine> idle = new ArrayDeque<>();
  private final Set<HttpLine> busy = new LinkedHashSet<>();

  HttpLines(TcpConnections wires) {
    this.wires = wires;
  }

  /// Takes the answer to a request, or the reason why there is none.
  interface Taker {
    void answered(HttpReply reply);
  }

  /// Sends a request on a connection that is free, or on a new one.
  void ask(byte[] request, Taker taker) {
    long now = System.nanoTime();
    try {
      HttpLine line = usable(now);
      busy.add(line);
      line.ask(request, taker, now);
    } catch (IOException e) {
      taker.answered(HttpReply.none("no connection can be opened"));
    }
  }

  private HttpLine usable(long now) throws IOException {
    while (!idle.isEmpty()) {
      HttpLine line = idle.pop();
      if (line.isUsable(now, LONGEST_IDLE)) {
        return line;
      }
      line.close();
    }
    return new HttpLine(this, wires);
  }

  void free(HttpLine line) {
    busy.remove(line);
    idle.push(line);
  }

  void gone(HttpLine line) {
    busy.remove(line);
    idle.remove(line);
  }

  /// Gives up what has waited too long.
  void expire(long now) {
    List.copyOf(busy).forEach(line -> line.expire(now, PATIENCE));
  }

  int underWay() {
    return busy.size();
  }
}
