package app.kolan.server.rejection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/// Bounds how often something happens: at most so many times within any window of a given length (a
/// sliding window, not a bucket). Nobody waits in it. Safe to share.
public final class RateLimiter {
  /// As a bound: any number.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final int most;
  private final long window;
  private final LongSupplier nanos;
  private final ArrayDeque<Long> permitted = new ArrayDeque<>();

  /// @param most from 1; [#UNLIMITED] bounds nothing
  /// @param nanos the time in nanoseconds from any origin
  public RateLimiter(int most, Duration window, LongSupplier nanos) {
    this.most = most;
    this.window = window.toNanos();
    this.nanos = nanos;
  }

  /// A limiter by the wall clock.
  public static RateLimiter of(int most, Duration window, InstantSource clock) {
    return new RateLimiter(most, window, () -> nanos(clock.instant()));
  }

  private static long nanos(Instant instant) {
    return Duration.ofSeconds(instant.getEpochSecond(), instant.getNano()).toNanos();
  }

  /// Whether it may happen once more now; if so, it counts.
  public synchronized boolean tryAcquire() {
    if (most == UNLIMITED) {
      return true;
    }
    long now = nanos.getAsLong();
    while (!permitted.isEmpty() && now - permitted.getFirst() >= window) {
      permitted.removeFirst();
    }
    if (permitted.size() >= most) {
      return false;
    }
    permitted.addLast(now);
    return true;
  }
}
