package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.webhook.CallSid;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The threads of one call.
@Tag("unit")
class CallScopeTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final CallSid OTHER = new CallSid("CA00000000000000000000000000000002");

  private final Logger logger = (Logger) LoggerFactory.getLogger(CallScope.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final CountDownLatch forever = new CountDownLatch(1);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_fork_runs_on_a_virtual_thread_that_is_named_after_the_call() {
    var thread = new CompletableFuture<Thread>();

    try (var scope = CallScope.open(CALL)) {
      scope.fork("answer-1", () -> thread.complete(Thread.currentThread()));

      assertThat(thread.join().isVirtual()).isTrue();
      assertThat(thread.join().getName()).isEqualTo("call-" + CALL + "-answer-1");
    }
  }

  @Test
  void the_first_fork_that_fails_interrupts_the_owner() {
    var bug = new ProviderFailure("one", FailureKind.UNREADABLE, "a bug");
    var failed = new CompletableFuture<@Nullable Throwable>();

    try (var scope = CallScope.open(CALL)) {
      scope.fork(
          "broken",
          () -> {
            throw bug;
          });
      assertThatThrownBy(forever::await).isInstanceOf(InterruptedException.class);
      failed.complete(scope.failure());
      scope.fork(
          "broken too",
          () -> {
            throw new IllegalStateException("a second bug");
          });
    }

    assertThat(failed.join()).isSameAs(bug);
    assertThat(log.list.getFirst().getMDCPropertyMap()).containsEntry("call", CALL.value());
    assertThat(log.list.getFirst().getFormattedMessage()).isEqualTo("a part of a call has failed");
  }

  @Test
  void the_close_interrupts_and_joins_what_still_runs() {
    List<Thread> forks = new ArrayList<>();
    var begun = new SynchronousQueue<Thread>();

    try (var scope = CallScope.open(CALL)) {
      for (int i = 0; i < 3; i++) {
        scope.fork(
            "waiting-" + i,
            () -> {
              begun.put(Thread.currentThread());
              forever.await();
            });
        forks.add(begun.take());
      }
      assertThat(forks).allMatch(Thread::isAlive);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }

    assertThat(forks).noneMatch(Thread::isAlive);
  }

  @Test
  void a_fork_that_fails_because_of_the_close_interrupts_nobody() {
    var begun = new CountDownLatch(1);
    var scope = CallScope.open(CALL);
    scope.fork(
        "waiting",
        () -> {
          begun.countDown();
          forever.await();
        });
    awaitUninterrupted(begun);

    scope.close();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(scope.failure()).isNull();
    assertThat(log.list).isEmpty();
  }

  @Test
  void a_fork_that_is_cancelled_has_ended_and_has_not_failed() {
    try (var scope = CallScope.open(CALL)) {
      var ended = new CompletableFuture<Boolean>();
      CallScope.Fork fork =
          scope.fork(
              "waiting",
              () -> {
                try {
                  forever.await();
                } finally {
                  ended.complete(true);
                }
              });

      fork.cancel();

      assertThat(ended).isCompleted();
      assertThat(scope.failure()).isNull();
    }
  }

  @Test
  void an_interrupt_during_the_join_is_remembered_and_the_fork_is_joined_all_the_same() {
    var joined = new CompletableFuture<Boolean>();
    var scope = CallScope.open(CALL);
    Thread owner = Thread.currentThread();
    scope.fork(
        "slow to end",
        () -> {
          try {
            forever.await();
          } catch (InterruptedException e) {
            owner.interrupt();
            joined.complete(true);
          }
        });

    scope.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(joined).isCompleted();
  }

  @Test
  void nothing_is_forked_after_the_close() {
    var scope = CallScope.open(CALL);
    scope.close();

    assertThatThrownBy(() -> scope.fork("late", () -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forks_and_their_forks_log_with_the_call() {
    var logged = new CompletableFuture<String>();

    try (var scope = CallScope.open(CALL)) {
      scope.fork("outer", () -> scope.fork("inner", () -> logged.complete(MDC.get("call"))));

      assertThat(logged.join()).isEqualTo(CALL.value());
    }
  }

  @Test
  void work_on_a_shared_thread_leaves_the_log_as_it_was() {
    var seen = new ArrayList<@Nullable String>();

    CallScope.within(
        CALL,
        () -> {
          CallScope.within(OTHER, () -> seen.add(MDC.get("call")));
          seen.add(MDC.get("call"));
        });
    seen.add(MDC.get("call"));

    assertThat(seen).containsExactly(OTHER.value(), CALL.value(), null);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
