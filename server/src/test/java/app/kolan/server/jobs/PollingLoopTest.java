package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rounds on the thread of the loop.
@Tag("unit")
class PollingLoopTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  /// Counts its rounds, of which the first ones fail.
  private static final class Counting implements PollingLoop.Work {
    private final AtomicInteger rounds = new AtomicInteger();
    private final List<RuntimeException> failures;

    Counting(RuntimeException... failures) {
      this.failures = new CopyOnWriteArrayList<>(failures);
    }

    @Override
    public void begin() {}

    @Override
    public void round() {
      rounds.incrementAndGet();
      if (!failures.isEmpty()) {
        throw failures.removeFirst();
      }
    }

    @Override
    public Duration pause() {
      return LONG;
    }
  }

  @Test
  void a_wake_makes_a_round_that_was_not_due() {
    var work = new Counting();
    try (var loop = new PollingLoop("test", work)) {
      loop.start();
      Await.until("the first round is over", () -> work.rounds.get() == 1);
      loop.wake();
      Await.until("it was woken", () -> work.rounds.get() == 2);
    }
  }

  @Test
  void a_round_that_fails_leaves_the_next_as_it_was() {
    var work =
        new Counting(
            new IllegalStateException("a fault"),
            new StoreException(StoreException.Code.LEDGER_BUSY, "busy", null));
    try (var loop = new PollingLoop("test", work)) {
      loop.start();
      for (int i = 1; i <= 3; i++) {
        int round = i;
        loop.wake();
        Await.until("a round", () -> work.rounds.get() >= round);
      }
    }
  }

  @Test
  void its_end_interrupts_what_it_began() {
    var begun = new CountDownLatch(1);
    var ends = new CopyOnWriteArrayList<String>();
    try (var loop = new PollingLoop("test", new Counting())) {
      loop.begin(
          "slow",
          () -> {
            begun.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              ends.add("interrupted");
            }
          },
          () -> ends.add("over"));
      Await.until("it runs", () -> begun.getCount() == 0);
      assertThat(loop.threads()).isEqualTo(1);
    }
    Await.until("it is over", () -> ends.size() == 2);
    assertThat(ends).containsExactly("interrupted", "over");
  }
}
