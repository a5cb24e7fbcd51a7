package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import app.kolan.server.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallWritesTest {
  private final DeferredWrites deferred = new DeferredWrites();
  private final AtomicInteger threads = new AtomicInteger();
  private final CallWrites writes =
      new CallWrites(
          deferred,
          work -> {
            threads.incrementAndGet();
            return Thread.ofVirtual().unstarted(work);
          });
  private final CountDownLatch disk = new CountDownLatch(1);
  private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());

  @Test
  void a_talk_goes_on_while_the_disk_is_slow_and_waits_before_it_promises() {
    writes.add(_ -> awaitDisk());
    for (int i = 1; i <= 10; i++) {
      int number = i;
      writes.add(_ -> written.add(number));
    }
    assertThat(written).isEmpty();

    disk.countDown();
    writes.await();

    assertThat(written).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(threads).hasValue(1);
  }

  @Test
  void who_is_too_far_ahead_waits_for_the_disk() {
    writes.add(_ -> awaitDisk());
    for (int i = 1; i < CallWrites.MOST_WAITING; i++) {
      writes.add(_ -> written.add(0));
    }
    Thread ahead = Thread.ofPlatform().start(() -> writes.add(_ -> written.add(1)));
    Await.until("it waits", () -> ahead.getState() == Thread.State.TIMED_WAITING);
    assertThat(written).isEmpty();

    disk.countDown();

    Await.until("all is written", () -> written.size() == CallWrites.MOST_WAITING);
    assertThat(written.getLast()).isEqualTo(1);
  }

  @Test
  void an_interrupt_does_not_cut_the_wait_short_and_is_kept() {
    writes.add(_ -> awaitDisk());
    writes.add(_ -> written.add(1));
    Thread.currentThread().interrupt();
    Thread.ofVirtual().start(disk::countDown);

    writes.await();

    assertThat(written).containsExactly(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_bug_in_a_write_is_told_once_and_the_writes_behind_it_are_made() {
    writes.add(
        _ -> {
          awaitDisk();
          throw new IllegalStateException("a bug");
        });
    writes.add(_ -> written.add(1));
    disk.countDown();

    writes.awaitOrder();

    assertThat(written).containsExactly(1);
    assertThatIllegalStateException().isThrownBy(writes::await).withMessage("a bug");
    writes.await();
    writes.addRepeatable(() -> written.add(2));
    writes.await();
    assertThat(written).containsExactly(1, 2);
  }

  @Test
  void what_the_database_cannot_take_now_is_deferred_in_order_and_fails_nobody() {
    var away = new AtomicInteger(1);
    writes.addRepeatable(() -> writeUnlessAway(away, 1));
    writes.addRepeatable(() -> writeUnlessAway(away, 2));
    writes.await();
    assertThat(written).isEmpty();
    assertThat(deferred.size()).isEqualTo(2);

    away.set(0);
    deferred.retry();

    assertThat(written).containsExactly(1, 2);
  }

  private void writeUnlessAway(AtomicInteger away, int number) {
    if (away.get() == 1) {
      throw new StoreException(StoreException.Code.LEDGER_UNREACHABLE, "away", null);
    }
    written.add(number);
  }

  private void awaitDisk() {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
