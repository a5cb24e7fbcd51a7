package app.kolan.server.telephony;

import java.time.Duration;
import java.util.ArrayDeque;

/// How many calls may begin within any second, by a clock that never goes back. Not safe to share.
final class RateLimiter {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int most;
  private final ArrayDeque<Long> begun = new ArrayDeque<>();

  RateLimiter(int most) {
    this.most = most;
  }

  /// Whether one more may begin now; if so, it counts.
  boolean allows(long now) {
    if (most == CallLimits.UNLIMITED) {
      return true;
    }
    while (!begun.isEmpty() && now - begun.getFirst() >= SECOND) {
      begun.removeFirst();
    }
    if (begun.size() >= most) {
      return false;
    }
    begun.addLast(now);
    return true;
  }
}
