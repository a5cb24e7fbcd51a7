package app.kolan.server.console.page;

import app.kolan.server.rejection.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bounds how many addresses that nobody can guess somebody may try who guesses all the same. Kept
/// in memory, for some thousand clients. Safe to share.
final class WrongLinks {
  private static final int CLIENTS = 5000;
  private static final int MOST = 20;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<String, Tried> clients =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tried> eldest) {
          return size() > CLIENTS;
        }
      };

  WrongLinks(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Tried {
    final RateLimiter limiter;
    boolean full;

    Tried(RateLimiter limiter) {
      this.limiter = limiter;
    }
  }

  /// Whether a client is looked for at all.
  synchronized boolean isOpenTo(String client) {
    Tried tried = clients.get(client);
    if (tried == null || !tried.full) {
      return true;
    }
    tried.full = !tried.limiter.tryAcquire();
    return !tried.full;
  }

  /// A client has named an address that is none.
  synchronized void wrong(String client) {
    Tried tried =
        clients.computeIfAbsent(client, _ -> new Tried(RateLimiter.of(MOST, WINDOW, clock)));
    tried.full = !tried.limiter.tryAcquire();
  }
}
