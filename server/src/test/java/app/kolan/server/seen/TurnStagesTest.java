package app.kolan.server.seen;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TurnStagesTest {
  private final Turns.Clock clock = new Turns.Clock();
  private final TurnStages stages = new TurnStages(clock.nanos::get);

  @Test
  void the_first_time_counts() {
    stages.reached(Stage.FIRST_SOUND);
    clock.passes(Duration.ofMillis(5));
    stages.reached(Stage.FIRST_SOUND);
    stages.reached(Stage.FIRST_SENT);

    assertThat(stages.between(Stage.FIRST_SOUND, Stage.FIRST_SENT)).contains(Duration.ofMillis(5));
    assertThat(stages.between(Stage.FIRST_SENT, Stage.FIRST_SOUND)).contains(Duration.ofMillis(-5));
  }

  @Test
  void a_stage_that_was_not_reached_is_nowhere() {
    stages.reached(Stage.SPEECH_ENDED);

    assertThat(stages.has(Stage.WORDS_KNOWN)).isFalse();
    assertThat(stages.between(Stage.SPEECH_ENDED, Stage.WORDS_KNOWN)).isEmpty();
    assertThat(stages.since(Stage.WORDS_KNOWN)).isEmpty();
  }

  @Test
  void a_caller_who_goes_on_after_a_pause_ends_the_turn_later() {
    stages.reachedAgain(Stage.SPEECH_ENDED);
    clock.passes(Duration.ofSeconds(3));
    stages.reachedAgain(Stage.SPEECH_ENDED);
    clock.passes(Duration.ofMillis(200));
    stages.reached(Stage.MIND_ASKED);

    assertThat(stages.between(Stage.SPEECH_ENDED, Stage.MIND_ASKED))
        .contains(Duration.ofMillis(200));
  }

  @Test
  void what_a_caller_says_into_the_answer_is_no_part_of_the_turn() {
    stages.reachedAgain(Stage.SPEECH_ENDED);
    stages.reached(Stage.MIND_ASKED);
    clock.passes(Duration.ofSeconds(2));
    stages.reachedAgain(Stage.SPEECH_ENDED);

    assertThat(stages.since(Stage.SPEECH_ENDED)).contains(Duration.ofSeconds(2));
  }

  @Test
  void it_is_known_who_was_asked_last_and_who_failed() {
    TurnStages whole = Turns.whole();

    assertThat(whole.provider("voice")).contains("google");
    assertThat(whole.provider("realtime")).isEmpty();
    assertThat(whole.failures())
        .containsExactly(new TurnStages.Failure("voice", "azure", FailureKind.LIMITED));
    assertThat(whole.turn()).hasValue(3);
    assertThat(stages.turn()).isEmpty();
  }
}
