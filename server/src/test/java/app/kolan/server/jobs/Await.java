package app.kolan.server.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for something that another thread brings about.
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  static <T> T until(Supplier<T> look, Predicate<T> isRight) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var never = new CountDownLatch(1);
    T seen = look.get();
    while (!isRight.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + seen + " after " + PATIENCE);
      }
      boolean _ = never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      seen = look.get();
    }
    return seen;
  }
}
