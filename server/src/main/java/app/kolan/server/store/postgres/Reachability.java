package app.kolan.server.store.postgres;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Whether the server could be reached lately. While it cannot, everything fails at once, since
/// each caller has somebody on the line; one in a second tries again.
///
/// Safe to share.
final class Reachability {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final long REACHABLE = Long.MIN_VALUE;

  /// When the next try is due; [#REACHABLE] when all may try.
  private final AtomicLong nextTry = new AtomicLong(REACHABLE);

  /// @throws StoreException when the server could not be reached, and it is not this caller's turn
  ///   to try
  void admit() {
    long due = nextTry.get();
    if (due == REACHABLE) {
      return;
    }
    long now = System.nanoTime();
    if (now - due < 0 || !nextTry.compareAndSet(due, later(now))) {
      throw new StoreException(
          Code.LEDGER_UNREACHABLE, "the database server could not be reached a moment ago", null);
    }
  }

  void failed() {
    nextTry.set(later(System.nanoTime()));
  }

  void succeeded() {
    nextTry.set(REACHABLE);
  }

  private static long later(long now) {
    return Math.max(REACHABLE + 1, now + BETWEEN_TRIES.toNanos());
  }
}
