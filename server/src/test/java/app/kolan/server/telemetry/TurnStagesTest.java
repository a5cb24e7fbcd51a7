package app.kolan.server.telemetry;

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
    stages.reached(TurnStage.FIRST_SOUND);
    clock.passes(Duration.ofMillis(5));
    stages.reached(TurnStage.FIRST_SOUND);
    stages.reached(TurnStage.FIRST_SENT);

    assertThat(stages.between(TurnStage.FIRST_SOUND, TurnStage.FIRST_SENT))
        .contains(Duration.ofMillis(5));
    assertThat(stages.between(TurnStage.FIRST_SENT, TurnStage.FIRST_SOUND))
        .contains(Duration.ofMillis(-5));
  }

  @Test
  void a_stage_that_was_not_reached_is_nowhere() {
    stages.reached(TurnStage.SPEECH_ENDED);

    assertThat(stages.has(TurnStage.WORDS_KNOWN)).isFalse();
    assertThat(stages.between(TurnStage.SPEECH_ENDED, TurnStage.WORDS_KNOWN)).isEmpty();
    assertThat(stages.since(TurnStage.WORDS_KNOWN)).isEmpty();
  }

  @Test
  void a_caller_who_goes_on_after_a_pause_ends_the_turn_later() {
    stages.reachedAgain(TurnStage.SPEECH_ENDED);
    clock.passes(Duration.ofSeconds(3));
    stages.reachedAgain(TurnStage.SPEECH_ENDED);
    clock.passes(Duration.ofMillis(200));
    stages.reached(TurnStage.MODEL_ASKED);

    assertThat(stages.between(TurnStage.SPEECH_ENDED, TurnStage.MODEL_ASKED))
        .contains(Duration.ofMillis(200));
  }

  @Test
  void what_a_caller_says_into_the_answer_is_no_part_of_the_turn() {
    stages.reachedAgain(TurnStage.SPEECH_ENDED);
    stages.reached(TurnStage.MODEL_ASKED);
    clock.passes(Duration.ofSeconds(2));
    stages.reachedAgain(TurnStage.SPEECH_ENDED);

    assertThat(stages.since(TurnStage.SPEECH_ENDED)).contains(Duration.ofSeconds(2));
  }

  @Test
  void it_is_known_who_was_asked_last_and_who_failed() {
    TurnStages whole = Turns.whole();

    assertThat(whole.provider("tts")).contains("google");
    assertThat(whole.provider("realtime")).isEmpty();
    assertThat(whole.failures())
        .containsExactly(new TurnStages.Failure("tts", "azure", FailureKind.LIMITED));
    assertThat(whole.turn()).hasValue(3);
    assertThat(stages.turn()).isEmpty();
  }
}
