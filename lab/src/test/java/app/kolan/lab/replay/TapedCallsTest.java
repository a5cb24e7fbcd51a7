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
import java.nio.file.Files;
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

  private static final int MOST_CALLS = 3;

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

    Tape tape = assertSame(Story.fromCall(story), AnswerMode.CONVERSE, human, taping).tape();

    assertThat(tape.notes()).isEmpty();
    assertThat(tape.all(TapeLine.Known.class)).isNotEmpty();
  }

  @Test
  void a_message_without_a_stream_is_the_same() throws Exception {
    ReplayComparison comparison =
        assertSame(
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
                TapeMode.REDACTED)
            .comparison();

    assertThat(comparison.rows())
        .extracting(ComparisonRow::tape)
        .anyMatch(said -> said != null && said.contains(TwilioPaths.HANDLE_RECORDING));
  }

  @Test
  void a_monitored_call_is_the_same() throws Exception {
    Tape tape =
        assertSame(
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
                TapeMode.REDACTED)
            .tape();

    assertThat(tape.all(TapeLine.Opened.class))
        .extracting(TapeLine.Opened::path)
        .containsExactly(TwilioPaths.ONE_WAY);
  }

  /// Where the machine was late, the caller's next words came at another point of what the server
  /// said, and the call is another one when it is played again at once. So of a few calls one is
  /// the same.
  private Replayed assertSame(
      Script story, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping)
      throws Exception {
    Replayed replayed = replay(story, mode, human, taping, 1);
    for (int call = 2; call <= MOST_CALLS && !replayed.comparison().isSame(); call++) {
      replayed = replay(story, mode, human, taping, call);
    }
    ReplayComparison comparison = replayed.comparison();
    assertThat(new ComparisonText(comparison, false).lines())
        .as("what is different")
        .hasSize(3 + comparison.notes().size());
    assertThat(comparison.isSame()).isTrue();
    List<String> again = new ComparisonText(compare(replayed.tape()), true).lines();
    assertThat(again).isEqualTo(new ComparisonText(comparison, true).lines());
    return replayed;
  }

  private Replayed replay(
      Script story, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping, int call)
      throws Exception {
    Path folder = Files.createDirectory(data.resolve("call-" + call));
    try (var scene = new TapedScene(folder, mode, human, taping)) {
      scene.call(story);
    }
    assertThat(TapedScene.tapes(folder)).hasSize(1);
    Tape tape = TapeReader.read(TapedScene.tapes(folder).getFirst());
    return new Replayed(tape, compare(tape));
  }

  private static ReplayComparison compare(Tape tape) throws IOException {
    return ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TapedScene.TOLERANCE);
  }

  /// A call that was recorded, and what it is when it is played again.
  private record Replayed(Tape tape, ReplayComparison comparison) {}
}
