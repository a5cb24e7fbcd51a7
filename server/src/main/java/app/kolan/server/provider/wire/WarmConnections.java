package app.kolan.server.provider.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// To which hosts a connection is likely open: the client keeps one for 30 seconds after its last
/// request. Hosts are those of the settings, so there are few. Thread-safe.
final class WarmConnections {
  /// Shorter than the client keeps a connection.
  private static final Duration WARM = Duration.ofSeconds(25);

  private final Map<URI, Long> lastUsed = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  WarmConnections() {
    this(System::nanoTime);
  }

  WarmConnections(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// A request is sent there.
  void used(URI host) {
    lastUsed.put(host, nanoTime.getAsLong());
  }

  /// Whether a connection is to be opened; true for only the first of several who ask.
  boolean wantsOne(URI host) {
    long now = nanoTime.getAsLong();
    Long[] before = new Long[1];
    lastUsed.compute(
        host,
        (_, last) -> {
          before[0] = last;
          return last == null || now - last >= WARM.toNanos() ? now : last;
        });
    Long last = before[0];
    return last == null || now - last >= WARM.toNanos();
  }

  /// It could not be opened.
  void failed(URI host) {
    lastUsed.remove(host);
  }
}
