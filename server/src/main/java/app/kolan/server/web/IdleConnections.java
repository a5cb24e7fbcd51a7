package app.kolan.server.web;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The connections on which no request is under way. When file descriptors run short, a new
/// connection closes the one that has been idle the longest, whether or not it is verified: calls
/// need what is left. A connection that is a media socket is never idle.
///
/// They are held by their channels: what Vert.x has of the HTTP on a connection goes once it is a
/// socket. Thread-safe; the event loops share it.
final class IdleConnections {
  /// A far end may be about to send a request on a connection that has just been used.
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

  /// Looking takes the longer the more descriptors are open, and it takes place on the event loop.
  private static final Duration SHORTEST_BETWEEN_LOOKS = Duration.ofMillis(100);

  /// Descriptors are used by others, too.
  private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofSeconds(10);

  /// What part of those that were left new connections may take before the next look.
  private static final int UNLOOKED_PART = 8;

  private final LongSupplier descriptorsLeft;
  private final LongSupplier nanos;

  /// Since when, the longest first.
  private final Map<Channel, Long> idle = new LinkedHashMap<>();

  /// The requests under way.
  private final Map<Channel, Integer> busy = new HashMap<>();

  private long lookedAt;
  private long left;
  private long openedSince;

  /// @param descriptorsLeft how many may be opened before they run short; may take a while, and is
  ///   asked at most ten times a second, and seldom as long as there are many
  /// @param nanos a monotonic clock
  IdleConnections(LongSupplier descriptorsLeft, LongSupplier nanos) {
    this.descriptorsLeft = descriptorsLeft;
    this.nanos = nanos;
    lookedAt = nanos.getAsLong() - LONGEST_BETWEEN_LOOKS.toNanos();
  }

  /// By the descriptors of this process.
  static IdleConnections ofProcess() {
    return new IdleConnections(FileDescriptors.left(), System::nanoTime);
  }

  /// A connection was opened. May close an idle one.
  void opened(Channel connection) {
    Channel tooMany;
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
    Channel connection = NettyChannels.of(request.connection());
    synchronized (this) {
      if (idle.remove(connection) != null) {
        busy.put(connection, 1);
      } else {
        busy.computeIfPresent(connection, (_, underWay) -> underWay + 1);
      }
    }
    request.response().endHandler(_ -> ended(connection));
  }

  /// One that is not busy is closed: a write that finds the far end gone closes the connection
  /// before the response has ended.
  private synchronized void ended(Channel connection) {
    Integer underWay = busy.remove(connection);
    if (underWay != null && underWay > 1) {
      busy.put(connection, underWay - 1);
    } else if (underWay != null) {
      idle.put(connection, nanos.getAsLong());
    }
  }

  /// How many connections are held.
  synchronized int count() {
    return idle.size() + busy.size();
  }

  /// A connection was closed.
  synchronized void closed(Channel connection) {
    idle.remove(connection);
    busy.remove(connection);
  }

  private boolean isLookDue(long nanosSince) {
    return nanosSince >= LONGEST_BETWEEN_LOOKS.toNanos()
        || (openedSince * UNLOOKED_PART > left && nanosSince >= SHORTEST_BETWEEN_LOOKS.toNanos());
  }

  private @Nullable Channel oneTooMany() {
    long now = nanos.getAsLong();
    openedSince++;
    if (isLookDue(now - lookedAt)) {
      lookedAt = now;
      left = descriptorsLeft.getAsLong();
      openedSince = 0;
    }
    if (left > 0) {
      return null;
    }
    Map.Entry<Channel, Long> oldest = idle.entrySet().iterator().next();
    return now - oldest.getValue() >= SHORTEST_IDLE.toNanos() ? oldest.getKey() : null;
  }
}
