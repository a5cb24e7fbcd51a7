package app.kolan.server.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The connections on which no request is under way. When file descriptors run short, a new
/// connection closes the one that has been idle the longest, whether or not it is verified: calls
/// need what is left. A connection that is a media socket is never idle.
///
/// Thread-safe; the event loops share it.
final class IdleConnections {
  /// A far end may be about to send a request on a connection that has just been used.
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final BooleanSupplier descriptorsAreShort;
  private final LongSupplier nanos;

  /// Since when, the longest first.
  private final Map<HttpConnection, Long> idle = new LinkedHashMap<>();

  /// The requests under way.
  private final Map<HttpConnection, Integer> busy = new HashMap<>();

  private long lookedAt;
  private boolean isShort;

  /// @param descriptorsAreShort whether too few are left; may take a while, and is asked at most
  ///   ten times a second
  /// @param nanos a monotonic clock
  IdleConnections(BooleanSupplier descriptorsAreShort, LongSupplier nanos) {
    this.descriptorsAreShort = descriptorsAreShort;
    this.nanos = nanos;
    lookedAt = nanos.getAsLong() - BETWEEN_LOOKS.toNanos();
  }

  /// By the descriptors of this process.
  static IdleConnections ofProcess() {
    return new IdleConnections(FileDescriptors::areShort, System::nanoTime);
  }

  /// A connection was opened. May close an idle one.
  void opened(HttpConnection connection) {
    HttpConnection tooMany;
    synchronized (this) {
      idle.put(connection, nanos.getAsLong());
      tooMany = oneTooMany();
      if (tooMany != null) {
        idle.remove(tooMany);
      }
    }
    if (tooMany != null) {
      var _ = tooMany.close();
    }
  }

  /// A request has come on a connection; it is under way until its response has ended.
  void began(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    synchronized (this) {
      idle.remove(connection);
      busy.merge(connection, 1, Integer::sum);
    }
    request.response().endHandler(_ -> ended(connection));
  }

  private synchronized void ended(HttpConnection connection) {
    Integer left = busy.computeIfPresent(connection, (_, count) -> count == 1 ? null : count - 1);
    if (left == null) {
      idle.put(connection, nanos.getAsLong());
    }
  }

  /// A connection was closed.
  synchronized void closed(HttpConnection connection) {
    idle.remove(connection);
    busy.remove(connection);
  }

  private @Nullable HttpConnection oneTooMany() {
    long now = nanos.getAsLong();
    if (now - lookedAt >= BETWEEN_LOOKS.toNanos()) {
      lookedAt = now;
      isShort = descriptorsAreShort.getAsBoolean();
    }
    if (!isShort) {
      return null;
    }
    Map.Entry<HttpConnection, Long> oldest = idle.entrySet().iterator().next();
    return now - oldest.getValue() >= SHORTEST_IDLE.toNanos() ? oldest.getKey() : null;
  }
}
