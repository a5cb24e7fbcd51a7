package app.kolan.server;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what another thread or process brings about: the only place where tests wait by the
/// clock. The bound is no expectation, but what a machine under load meets; a test that expects
/// something to be quick says so itself.
public final class Await {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /// @param what is awaited, for the message of a failure
  public static void until(String what, BooleanSupplier isSo) {
    var _ = until(() -> isSo.getAsBoolean() ? "so" : "not so: " + what, "so"::equals);
  }

  /// A ledger that says that it is overloaded, as it may on a machine with much else to do, is
  /// asked again.
  ///
  /// @return what was seen when it was right
  public static <T> T until(Supplier<T> look, Predicate<T> isRight) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Object seen;
      try {
        T now = look.get();
        if (isRight.test(now)) {
          return now;
        }
        seen = now;
      } catch (StoreException e) {
        if (e.code() != Code.LEDGER_OVERLOADED) {
          throw e;
        }
        seen = e;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after %s still %s".formatted(PATIENCE, seen));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
