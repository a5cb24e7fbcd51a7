package app.kolan.server.rejection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;

/// A rate limit: so many times within any period of this length. Thread-safe.
final class SlidingWindow {
  private final int most;
  private final Duration within;
  private final InstantSource clock;
  private final ArrayDeque<Instant> done = new ArrayDeque<>();

  SlidingWindow(int most, Duration within, InstantSource clock) {
    this.most = most;
    this.within = within;
    this.clock = clock;
  }

  /// Whether it is allowed now; if so, it is counted.
  synchronized boolean allows() {
    Instant now = clock.instant();
    while (!done.isEmpty() && !done.getFirst().plus(within).isAfter(now)) {
      done.removeFirst();
    }
    if (done.size() >= most) {
      return false;
    }
    done.addLast(now);
    return true;
  }
}
