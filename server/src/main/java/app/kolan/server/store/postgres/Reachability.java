package app.kolan.server.store.postgres;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Whether the server could be reached lately. While it cannot, everything fails at once, since
/// each caller has somebody on the line; one in a second tries again.
///
/// Safe to share.
final class Reachability {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final long REACHABLE = Long.MIN_VALUE;

  private final LongSupplier nanos;

  /// When the next try is due; [#REACHABLE] when all may try.
  private final AtomicLong nextTry = new AtomicLong(REACHABLE);

  /// @param nanos as [System#nanoTime] gives them
  Reachability(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// @throws StoreException when the server could not be reached, and it is not this caller's turn
  ///   to try
  void admit() {
    long due = nextTry.get();
    if (due == REACHABLE) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - due < 0 || !nextTry.compareAndSet(due, later(now))) {
      throw new StoreException(
          Code.LEDGER_UNREACHABLE, "the database server could not be reached a moment ago", null);
    }
  }

  void failed() {
    nextTry.set(later(nanos.getAsLong()));
  }

  void succeeded() {
    nextTry.set(REACHABLE);
  }

  private static long later(long now) {
    return Math.max(REACHABLE + 1, now + BETWEEN_TRIES.toNanos());
  }
}
