package app.kolan.server.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The platform threads that carry virtual threads.
///
/// The JVM starts them when they are first needed, from the thread that needs them, up to one for
/// each processor, and ends them when no virtual thread has run for half a minute.
final class CarrierThreads {
  /// What the JVM's names of them begin with.
  static final String NAME = "ForkJoinPool-1-worker-";

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  /// Those that have started wait busily for the others, and carry nothing else meanwhile.
  private static final Duration LONGEST_START = Duration.ofMillis(500);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private CarrierThreads() {}

  /// Has the JVM start all of them from this thread, and keep them. Waits a moment at most.
  static void keep() {
    int all = Integer.getInteger(PARALLELISM, Runtime.getRuntime().availableProcessors());
    var running = new AtomicInteger();
    var done = new CountDownLatch(all);
    long end = System.nanoTime() + LONGEST_START.toNanos();
    for (int i = 0; i < all; i++) {
      var _ =
          Thread.ofVirtual()
              .name("carrier-start")
              .start(
                  () -> {
                    running.incrementAndGet();
                    while (running.get() < all && System.nanoTime() < end) {
                      // A wait would give the carrier to the next of them.
                    }
                    done.countDown();
                  });
    }
    try {
      var _ = done.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var _ = Thread.ofVirtual().name("carrier-keeper").start(CarrierThreads::showLife);
  }

  private static void showLife() {
    var never = new CountDownLatch(1);
    try {
      while (!never.await(SIGN_OF_LIFE.toSeconds(), TimeUnit.SECONDS)) {
        // The carriers are in use.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
