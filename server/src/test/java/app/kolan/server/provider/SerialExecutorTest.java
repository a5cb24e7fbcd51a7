package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

@Tag("unit")
class SerialExecutorTest {
  private final List<ProviderFailure> failures = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final SerialExecutor executor = new SerialExecutor("a-provider", failures::add);

  @Test
  void an_idle_executor_runs_a_task_before_it_returns() {
    executor.execute(() -> done.add("one"));
    executor.execute(done::add, "two");

    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void what_a_task_submits_runs_after_it() {
    executor.execute(
        () -> {
          executor.execute(done::add, "second");
          executor.execute(() -> done.add("third"));
          done.add("first");
        });

    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void nobody_waits_for_a_task_of_another_thread() throws Exception {
    var running = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    Thread busy =
        Thread.ofVirtual()
            .start(
                () ->
                    executor.execute(
                        () -> {
                          running.countDown();
                          await(released);
                          done.add("first, by " + Thread.currentThread().threadId());
                        }));
    running.await();
    executor.execute(_ -> done.add("second, by " + Thread.currentThread().threadId()), "");
    assertThat(done).isEmpty();
    released.countDown();
    busy.join();

    assertThat(done)
        .containsExactly("first, by " + busy.threadId(), "second, by " + busy.threadId());
  }

  @Test
  void tasks_of_many_threads_run_one_at_a_time_and_in_the_order_of_each() throws Exception {
    var inside = new AtomicInteger();
    var ran = new ArrayList<int[]>();
    var threads = new ArrayList<Thread>();
    for (int thread = 0; thread < 8; thread++) {
      int mine = thread;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      int[] task = {mine, i};
                      if (i % 2 == 0) {
                        executor.execute(one -> note(one, inside, ran), task);
                      } else {
                        executor.execute(() -> note(task, inside, ran));
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(ran).hasSize(40_000);
    var next = new int[8];
    for (int[] task : ran) {
      assertThat(task[1]).isEqualTo(next[task[0]]++);
    }
  }

  private static void note(int[] task, AtomicInteger inside, List<int[]> ran) {
    if (inside.incrementAndGet() != 1) {
      throw new IllegalStateException("two at once");
    }
    ran.add(task);
    inside.decrementAndGet();
  }

  @Test
  void a_task_that_throws_is_a_failure_of_the_provider_and_the_next_runs() {
    executor.execute(
        () -> {
          throw new IllegalStateException("a bug");
        });
    executor.execute(
        _ -> {
          throw new IllegalStateException("another");
        },
        "");
    executor.execute(done::add, "next");

    assertThat(done).containsExactly("next");
    assertThat(failures)
        .extracting(ProviderFailure::kind)
        .containsExactly(FailureKind.UNREADABLE, FailureKind.UNREADABLE);
  }

  @Test
  void its_tasks_log_for_the_call_that_it_was_made_for() throws Exception {
    MDC.put("call", "CA42");
    var ofCall = new SerialExecutor("a-provider", failures::add);
    MDC.remove("call");
    Thread other = Thread.ofVirtual().start(() -> ofCall.execute(() -> done.add(MDC.get("call"))));
    other.join();

    assertThat(done).containsExactly("CA42");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
