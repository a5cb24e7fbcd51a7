package app.kolan.server;

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

  /// @return what was seen when it was right
  public static <T> T until(Supplier<T> look, Predicate<T> isRight) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T seen = look.get();
    while (!isRight.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after %s still %s".formatted(PATIENCE, seen));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      seen = look.get();
    }
    return seen;
  }
}
