package app.kolan.server.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DiskThreadsTest {
  private static final int MOST = 3;

  private final DiskThreads disk = new DiskThreads("test-disk-", MOST);

  @Test
  void however_many_wait_a_few_threads_wait_for_the_disk() throws InterruptedException {
    Set<String> names = ConcurrentHashMap.newKeySet();
    var hangs = new CountDownLatch(1);
    var begun = new CountDownLatch(MOST);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 20 * MOST; i++) {
      waiting.add(
          Thread.startVirtualThread(
              () ->
                  disk.call(
                      () -> {
                        names.add(Thread.currentThread().getName());
                        begun.countDown();
                        return join(hangs);
                      })));
    }
    begun.await();

    hangs.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }

    assertThat(names).hasSize(MOST).allMatch(name -> name.startsWith("test-disk-"));
  }

  @Test
  void what_the_work_throws_comes_through() {
    var fault = new IllegalStateException("the disk is full");

    assertThatThrownBy(
            () ->
                disk.call(
                    () -> {
                      throw fault;
                    }))
        .isSameAs(fault);
  }

  @Test
  void who_is_interrupted_gets_the_result_and_stays_interrupted() {
    Thread.currentThread().interrupt();

    String result = disk.call(() -> Thread.currentThread().isInterrupted() ? "no" : "yes");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("yes");
  }

  private static boolean join(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
