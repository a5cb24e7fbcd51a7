package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/// What a stop, the limits and the metrics learn of the calls that are active.
@Tag("unit")
class ActiveCallsTest {
  private static final StreamSid OTHER_STREAM = new StreamSid("MZ00000000000000000000000000000002");
  private static final StreamSid STREAM = new StreamSid("MZ00000000000000000000000000000001");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final Twiml HANG_UP = CallDocuments.hangUp();
  private static final Twiml COMES_BACK = new Twiml(List.of(new Verb.Redirect("/next")));

  private long now = Long.MAX_VALUE - 5;
  private final ActiveCalls calls = new ActiveCalls(() -> now, CallRecovery.none());

  @Test
  void a_story_runs_on_its_calls_thread_and_a_stop_waits_for_it() throws Exception {
    var mayEnd = new CountDownLatch(1);
    var thread = new CompletableFuture<String>();
    var logged = new CompletableFuture<String>();

    calls.begin(
        CALL,
        _ -> {
          thread.complete(Thread.currentThread().getName());
          logged.complete(MDC.get("call"));
          await(mayEnd);
        });

    assertThat(thread.get()).isEqualTo("call-" + CALL);
    assertThat(logged.get()).isEqualTo(CALL.value());
    assertThat(calls.conversations()).isOne();
    assertThat(calls.awaitConversations(Duration.ZERO)).isFalse();
    mayEnd.countDown();
    assertThat(calls.awaitConversations(LONG)).isTrue();
    assertThat(calls.conversations()).isZero();
  }

  @Test
  void what_a_story_has_forked_has_ended_when_no_story_runs() throws Exception {
    var begun = new CountDownLatch(1);
    var part = new CompletableFuture<Thread>();

    calls.begin(
        CALL,
        scope -> {
          scope.fork(
              "part",
              () -> {
                part.complete(Thread.currentThread());
                begun.countDown();
                new CountDownLatch(1).await();
              });
          await(begun);
        });

    assertThat(calls.awaitConversations(LONG)).isTrue();
    assertThat(part.get().isAlive()).isFalse();
  }

  @Test
  void a_story_that_fails_runs_no_more() throws Exception {
    calls.begin(
        CALL,
        _ -> {
          throw new NoMoreStory();
        });

    assertThat(calls.awaitConversations(LONG)).isTrue();
  }

  @Test
  void a_stop_waits_for_a_call_whose_twiml_ends_in_a_request() throws Exception {
    calls.instruct(CALL, COMES_BACK);
    assertThat(calls.awaitRequests(Duration.ZERO)).isFalse();

    assertThat(calls.instruct(CALL, HANG_UP)).isSameAs(HANG_UP);

    assertThat(calls.awaitRequests(Duration.ZERO)).isTrue();
  }

  @Test
  void a_call_that_has_ended_sends_no_request_and_has_no_place() throws Exception {
    calls.instruct(CALL, COMES_BACK);
    calls.awaitStream(CALL);
    calls.streamBegan(CALL, STREAM);

    calls.over(CALL);

    assertThat(calls.awaitRequests(Duration.ZERO)).isTrue();
    assertThat(calls.places()).isZero();
  }

  @Test
  void a_stream_that_is_over_gives_its_place_back_and_its_call_may_still_come_back()
      throws Exception {
    calls.instruct(CALL, COMES_BACK);
    calls.streamBegan(CALL, STREAM);
    assertThat(calls.hasPlace(CALL)).isTrue();

    calls.streamOver(CALL);

    assertThat(calls.places()).isZero();
    assertThat(calls.awaitRequests(Duration.ZERO)).isFalse();
  }

  @Test
  void the_end_of_another_stream_leaves_a_call_that_talks_its_place() {
    calls.streamBegan(CALL, STREAM);

    assertThat(calls.streamReportedOver(CALL, null)).isFalse();
    assertThat(calls.streamReportedOver(CALL, OTHER_STREAM)).isFalse();
    assertThat(calls.hasPlace(CALL)).isTrue();
    assertThat(calls.streamReportedOver(CALL, STREAM)).isTrue();
    assertThat(calls.hasPlace(CALL)).isFalse();
  }

  @Test
  void a_stream_that_never_began_gives_its_place_back() {
    calls.awaitStream(CALL);

    assertThat(calls.streamReportedOver(CALL, null)).isTrue();
    assertThat(calls.hasPlace(CALL)).isFalse();
  }

  @Test
  void a_stream_that_has_begun_at_another_node_is_awaited_no_more() {
    calls.awaitStream(CALL);
    assertThat(calls.awaitedFor(Duration.ofSeconds(5), 10)).isEmpty();
    now += Duration.ofSeconds(5).toNanos();
    assertThat(calls.awaitedFor(Duration.ofSeconds(5), 10)).containsExactly(CALL);
    assertThat(calls.awaitedFor(Duration.ofSeconds(5), 0)).isEmpty();

    calls.awaitNoMore(Set.of(CALL));

    assertThat(calls.places()).isZero();
    calls.streamBegan(CALL, STREAM);
    calls.awaitNoMore(Set.of(CALL));
    assertThat(calls.places()).as("one that talks here keeps its place").isOne();
  }

  @Test
  void a_call_of_whose_end_nobody_has_reported_is_forgotten_after_two_minutes() throws Exception {
    calls.awaitStream(CALL);
    calls.instruct(CALL, COMES_BACK);

    now += Duration.ofSeconds(119).toNanos();
    assertThat(calls.places()).isOne();
    assertThat(calls.awaitRequests(Duration.ZERO)).isFalse();
    now += Duration.ofSeconds(1).toNanos();

    assertThat(calls.places()).isZero();
    assertThat(calls.awaitRequests(Duration.ZERO)).isTrue();
  }

  @Test
  void a_stop_that_waits_learns_at_once_that_the_last_call_has_ended() throws Exception {
    calls.instruct(CALL, COMES_BACK);
    var waited = new CompletableFuture<Boolean>();
    Thread stop =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    waited.complete(calls.awaitRequests(LONG));
                  } catch (InterruptedException e) {
                    waited.completeExceptionally(e);
                  }
                });

    calls.over(CALL);

    assertThat(waited.get()).isTrue();
    stop.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class NoMoreStory extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
