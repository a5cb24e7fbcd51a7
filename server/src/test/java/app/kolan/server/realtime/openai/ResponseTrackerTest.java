package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ResponseTrackerTest {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<String> sent = new ArrayList<>();
  private final ResponseTracker replies =
      new ResponseTracker(
          sent::add, new Timeout(clock, Runnable::run, () -> {}), ProviderTimeouts.USUAL);

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void what_is_asked_before_the_session_lives_waits_for_it() {
    replies.speak("hello");
    assertThat(sent).isEmpty();
    replies.goLive();

    assertThat(sent).singleElement().asString().contains("response.create", "hello", "kolan_1");
  }

  @Test
  void one_answer_is_asked_for_at_a_time() {
    replies.goLive();
    replies.speak("one");
    replies.speak("two");
    replies.begun("r1");
    assertThat(sent).hasSize(1);
    replies.done("r1");

    assertThat(sent).hasSize(2);
    assertThat(sent.getLast()).contains("two");
  }

  @Test
  void a_server_that_was_quicker_is_asked_again() {
    replies.goLive();
    replies.callerEnded();
    replies.speak("one");
    replies.begun("of the server");
    replies.tooLate("kolan_1");
    assertThat(sent).hasSize(1);
    replies.done("of the server");

    assertThat(sent).hasSize(2);
    assertThat(sent.getLast()).contains("one", "kolan_2");
  }

  @Test
  void a_turn_taken_during_an_answer_is_asked_for_once() {
    replies.goLive();
    replies.callerEnded();
    replies.begun("r1");
    replies.committed();
    replies.done("r1");
    assertThat(sent).hasSize(1);
    replies.begun("of the server");
    replies.tooLate("kolan_1");
    replies.done("of the server");

    assertThat(sent).hasSize(1);
    assertThat(replies.isIdle()).isTrue();
  }

  @Test
  void an_answer_that_was_asked_for_is_stopped_as_soon_as_it_begins() {
    replies.goLive();
    replies.goOn();
    replies.cancel();
    assertThat(sent).hasSize(1);
    replies.begun("r1");

    assertThat(sent.getLast()).contains("response.cancel", "r1");
    assertThat(replies.isCancelled("r1")).isTrue();
  }

  @Test
  void what_was_stopped_is_not_asked_again_and_stops_nothing_else() {
    replies.goLive();
    replies.goOn();
    replies.cancel();
    replies.tooLate("kolan_1");
    replies.begun("of the server");

    assertThat(sent).hasSize(1);
    assertThat(replies.isCancelled("of the server")).isFalse();
  }

  @Test
  void an_answer_that_is_due_is_not_idle() {
    replies.goLive();
    assertThat(replies.isIdle()).isTrue();
    replies.callerEnded();
    assertThat(replies.isIdle()).isFalse();
    replies.callerBegan();
    assertThat(replies.isIdle()).isTrue();
  }

  @Test
  void what_is_still_to_be_said_is_handed_over() {
    replies.goLive();
    replies.speak("one");
    replies.speak("two");
    var sentLater = new ArrayList<String>();
    var later =
        new ResponseTracker(
            sentLater::add, new Timeout(clock, Runnable::run, () -> {}), ProviderTimeouts.USUAL);
    replies.handOver(later);
    later.goLive();
    later.begun("r1");
    later.done("r1");

    assertThat(sentLater).hasSize(2);
    assertThat(sentLater.getFirst()).contains("one");
    assertThat(sentLater.getLast()).contains("two");
  }
}
