package app.kolan.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FallbackRealtimeModelTest {
  private static final RealtimeOptions PLAN = new RealtimeOptions("be kind", List.of(), List.of());
  private static final List<Message> SO_FAR =
      List.of(new Message.FromCaller("hello"), new Message.FromUs("good", true));

  private final FakeModel first = new FakeModel("first");
  private final FakeModel second = new FakeModel("second");
  private final FakeModel third = new FakeModel("third");
  private final RealtimeRecorder notes = new RealtimeRecorder();
  private final List<String> counted = new ArrayList<>();
  private final FallbackRealtimeModel model =
      new FallbackRealtimeModel(
          List.of(first, second, third),
          (job, failure) -> counted.add(job + " " + failure.provider()));

  @Test
  void the_first_choice_talks_while_it_can() {
    RealtimeConversation talk = model.open(PLAN, notes);
    talk.speak("say hello");
    first.listener().audio("a", Mulaw.SILENT_FRAME);
    talk.interrupted("a", Duration.ofMillis(20));

    assertThat(first.done).containsExactly("open 0", "speak say hello", "interrupted a");
    assertThat(notes.sound("a").length()).isEqualTo(Mulaw.FRAME);
    assertThat(second.done).isEmpty();
  }

  @Test
  void the_next_waits_until_it_knows_what_was_said_and_hears_what_was_not_answered() {
    RealtimeConversation talk = model.open(PLAN, notes);
    talk.hear(Mulaw.SILENT_FRAME);
    first.listener().callerSaid("hello");
    first.listener().audio("a", Mulaw.SILENT_FRAME);
    talk.hear(Mulaw.SILENT_FRAME);
    first.fail();
    talk.hear(Mulaw.SILENT_FRAME);
    assertThat(second.done).isEmpty();
    talk.resume(SO_FAR, "go on");
    talk.hear(Mulaw.SILENT_FRAME);

    assertThat(second.done).containsExactly("open 2", "hear", "hear", "speak go on", "hear");
    assertThat(counted).containsExactly("realtime first");
  }

  @Test
  void utterances_of_two_models_are_never_taken_for_each_other() {
    RealtimeConversation talk = model.open(PLAN, notes);
    first.listener().audio("a", Mulaw.SILENT_FRAME);
    first.fail();
    talk.resume(SO_FAR, "");
    second.listener().audio("a", Mulaw.SILENT_FRAME);
    first.listener().audio("a", Mulaw.SILENT_FRAME);
    talk.interrupted("a", Duration.ZERO);
    talk.interrupted("2:a", Duration.ZERO);

    assertThat(notes.sound("a").length()).isEqualTo(Mulaw.FRAME);
    assertThat(notes.sound("2:a").length()).isEqualTo(Mulaw.FRAME);
    assertThat(second.done).containsExactly("open 2", "interrupted a");
  }

  @Test
  void the_third_goes_on_when_the_second_fails_too_and_its_failure_is_the_talks() throws Exception {
    RealtimeConversation talk = model.open(PLAN, notes);
    first.fail();
    talk.resume(SO_FAR, "");
    second.fail();
    talk.resume(SO_FAR, "go on");
    assertThat(third.done).containsExactly("open 2", "speak go on");
    third.fail();
    talk.speak("say hello");

    assertThat(notes.awaitFailure().provider()).isEqualTo("third");
    assertThat(counted).containsExactly("realtime first", "realtime second", "realtime third");
    assertThat(third.done).hasSize(2);
  }

  @Test
  void the_one_that_talks_learns_that_a_turn_has_ended() {
    RealtimeConversation talk = model.open(PLAN, notes);
    talk.turnEnded();
    first.fail();
    talk.turnEnded();
    talk.resume(SO_FAR, "");
    talk.turnEnded();

    assertThat(first.done).containsExactly("open 0", "turn ended");
    assertThat(second.done).containsExactly("open 2", "turn ended");
  }

  @Test
  void one_that_refuses_the_key_is_not_asked_on_the_next_call() {
    first.kind = FailureKind.KEY_REFUSED;
    model.open(PLAN, notes);
    first.fail();
    model.open(PLAN, notes).close();

    assertThat(first.done).containsExactly("open 0");
    assertThat(second.done).containsExactly("open 0", "close");
  }

  @Test
  void a_talk_that_is_closed_tells_nothing_more_and_asks_nobody_else() {
    RealtimeConversation talk = model.open(PLAN, notes);
    talk.close();
    first.listener().ready();
    first.fail();
    talk.resume(SO_FAR, "go on");

    assertThat(notes.all()).isEmpty();
    assertThat(first.done).containsExactly("open 0", "close");
    assertThat(second.done).isEmpty();
    assertThat(counted).isEmpty();
  }

  /// Writes down what it is asked, and tells what the test has it tell.
  private static final class FakeModel implements RealtimeModel {
    private final String name;
    private final List<String> done = new ArrayList<>();
    private FailureKind kind = FailureKind.BROKEN_OFF;
    private @Nullable RealtimeListener listener;

    FakeModel(String name) {
      this.name = name;
    }

    @Override
    public String provider() {
      return name;
    }

    RealtimeListener listener() {
      return Objects.requireNonNull(listener);
    }

    void fail() {
      listener().failed(new ProviderFailure(name, kind, "as the test wants it"));
    }

    @Override
    public RealtimeConversation open(RealtimeOptions plan, RealtimeListener telling) {
      listener = telling;
      done.add("open " + plan.before().size());
      return new RealtimeConversation() {
        @Override
        public void hear(Mulaw sound) {
          done.add("hear");
        }

        @Override
        public void turnEnded() {
          done.add("turn ended");
        }

        @Override
        public void interrupted(String utterance, Duration heard) {
          done.add("interrupted " + utterance);
        }

        @Override
        public void speak(String instructions) {
          done.add("speak " + instructions);
        }

        @Override
        public void used(String id, String result) {
          done.add("used " + id);
        }

        @Override
        public void close() {
          done.add("close");
        }
      };
    }
  }
}
