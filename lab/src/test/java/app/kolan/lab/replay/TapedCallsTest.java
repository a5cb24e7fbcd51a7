package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls over real sockets, recorded by the server, and played again.
@Tag("socket")
class TapedCallsTest {
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "leaves_a_message, FULL",
    "leaves_a_message, REDACTED",
    "interrupts_the_question, REDACTED",
    "keys_another_number, REDACTED",
    "wants_a_human, REDACTED",
    "wants_a_human_who_is_not_there, FULL"
  })
  void a_recorded_call_is_the_same_when_it_is_played_again(String story, TapeMode taping)
      throws Exception {
    PhoneNumber human = story.equals("wants_a_human") ? HUMAN : null;
    Tape tape = record(Story.fromCall(story), AnswerMode.CONVERSE, human, taping);

    assertThat(tape.notes()).isEmpty();
    assertThat(tape.all(TapeLine.Known.class)).isNotEmpty();
    assertSame(tape);
  }

  @Test
  void a_message_without_a_stream_is_the_same() throws Exception {
    Tape tape =
        record(
            Script.parse(
                """
                agent says greeting within 40s
                agent says voicemail within 40s
                caller waits for silence
                caller says message_long
                agent says message_thanks within 40s
                call ends within 40s
                """),
            AnswerMode.VOICEMAIL,
            null,
            TapeMode.REDACTED);

    ReplayComparison comparison = assertSame(tape);
    assertThat(comparison.rows())
        .extracting(ComparisonRow::tape)
        .anyMatch(said -> said != null && said.contains(TwilioPaths.HANDLE_RECORDING));
  }

  @Test
  void a_monitored_call_is_the_same() throws Exception {
    Tape tape =
        record(
            Script.parse(
                """
                agent says greeting within 40s
                caller waits for silence
                caller says reason_appointment
                caller waits 2s
                caller hangs up
                """),
            AnswerMode.LISTEN,
            null,
            TapeMode.REDACTED);

    assertThat(tape.all(TapeLine.Opened.class))
        .extracting(TapeLine.Opened::path)
        .containsExactly(TwilioPaths.ONE_WAY);
    assertSame(tape);
  }

  private static ReplayComparison assertSame(Tape tape) throws IOException {
    ReplayComparison comparison =
        ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TapedScene.TOLERANCE);
    assertThat(new ComparisonText(comparison, false).lines())
        .as("what is different")
        .hasSize(3 + comparison.notes().size());
    assertThat(comparison.isSame()).isTrue();
    List<String> again =
        new ComparisonText(
                ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TapedScene.TOLERANCE), true)
            .lines();
    assertThat(again).isEqualTo(new ComparisonText(comparison, true).lines());
    return comparison;
  }

  private Tape record(Script story, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping)
      throws Exception {
    try (var scene = new TapedScene(data, mode, human, taping)) {
      scene.call(story);
    }
    assertThat(TapedScene.tapes(data)).hasSize(1);
    return TapeReader.read(TapedScene.tapes(data).getFirst());
  }

}
