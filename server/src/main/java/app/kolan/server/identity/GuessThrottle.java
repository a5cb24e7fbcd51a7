package app.kolan.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows guessing down: after some failures under a name, each attempt waits twice as long as the
/// one before, up to a bound; an hour without failures forgets them.
///
/// An attempt counts as a failure from its beginning, so that many at once gain nothing, until
/// [#succeeded] takes it back. It does not matter whether anybody has the name. Kept in memory, and
/// bounded: whoever fills it with names is slowed down by his address first. Any thread may use it.
final class GuessThrottle {
  private static final int MOST = 20_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final InstantSource clock;
  private final int free;
  private final Duration longest;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  /// @param free how many failures cost nothing
  /// @param longest the longest wait between two attempts
  GuessThrottle(InstantSource clock, int free, Duration longest) {
    this.clock = clock;
    this.free = free;
    this.longest = longest;
  }

  private record Failures(int count, Instant last) {}

  /// Begins an attempt.
  ///
  /// @return zero when it may be made; otherwise how long to wait, and nothing is counted
  synchronized Duration attempt(String name) {
    Instant now = clock.instant();
    Failures known = failures.get(name);
    if (known == null || !now.isBefore(known.last().plus(FORGOTTEN))) {
      put(name, new Failures(1, now));
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, known.last().plus(wait(known.count())));
    if (left.isPositive()) {
      return left;
    }
    put(name, new Failures(known.count() + 1, now));
    return Duration.ZERO;
  }

  /// Forgets the failures under a name.
  synchronized void succeeded(String name) {
    failures.remove(name);
  }

  /// Takes the newest attempt back, and keeps the failures before it.
  synchronized void takeBack(String name) {
    failures.computeIfPresent(
        name,
        (_, known) -> known.count() <= 1 ? null : new Failures(known.count() - 1, known.last()));
  }

  private void put(String name, Failures known) {
    failures.put(name, known);
    if (failures.size() > MOST) {
      var oldest = failures.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private Duration wait(int count) {
    if (count < free) {
      return Duration.ZERO;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(count - free, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
