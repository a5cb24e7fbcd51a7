package app.kolan.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.config.Taping;
import app.kolan.server.stories.Story;
import app.kolan.server.tape.StoryTape;
import app.kolan.server.tape.Tape;
import app.kolan.server.tape.TapeReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded stories, played again without a tolerance.
@Tag("conversation")
class ReplayTest {
  private static final PhoneNumber HIDDEN = new PhoneNumber("anonymous");

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "leaves_a_message, FULL",
    "leaves_a_message, REDACTED",
    "interrupts_the_question, FULL",
    "interrupts_the_question, REDACTED",
    "keys_another_number, FULL",
    "keys_another_number, REDACTED",
    "says_nothing, FULL",
    "says_nothing, REDACTED",
    "wants_a_human, FULL",
    "wants_a_human, REDACTED",
    "adds_something_to_the_goodbye, FULL",
    "adds_something_to_the_goodbye, REDACTED",
    "hides_the_number, FULL",
    "hides_the_number, REDACTED",
    "wants_a_human_who_is_not_there, FULL",
    "wants_a_human_who_is_not_there, REDACTED"
  })
  void a_story_is_the_same_when_it_is_played_again(String story, Taping taping) throws Exception {
    Comparison comparison = Comparison.of(tape(story, taping), Build.with(Story.PROMPTS), 0);

    assertThat(new ComparisonText(comparison, false).lines()).as("what is different").hasSize(3);
    assertThat(comparison.isSame()).isTrue();
    assertThat(comparison.rows()).hasSizeGreaterThan(6);
  }

  private Tape tape(String story, Taping taping) throws Exception {
    PhoneNumber caller = story.equals("hides_the_number") ? HIDDEN : StoryTape.DANA;
    PhoneNumber human = story.equals("wants_a_human_who_is_not_there") ? null : StoryTape.HUMAN;
    return TapeReader.read(StoryTape.record(story, caller, human, taping, data).bytes());
  }
}
