package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.lab.replay.StoryTape;
import app.kolan.server.calltrace.TapeMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("conversation")
class ReplayCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path tape;
  private String file;

  /// What the command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void record() throws Exception {
    file =
        StoryTape.record(
                "wants_a_human",
                StoryTape.DANA,
                StoryTape.HUMAN,
                TapeMode.REDACTED,
                folder.resolve("data"))
            .file();
    tape = Files.writeString(folder.resolve("call.jsonl"), file);
  }

  @Test
  void no_difference_is_exit_code_0() {
    Ended ended = replay(tape.toString());

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .hasSize(4)
        .first()
        .asString()
        .contains("taped by Kolan test (redacted, converse");
    assertThat(ended.out()).contains("No difference");
  }

  @Test
  void a_greeting_of_the_business_is_taken_from_the_tape() throws Exception {
    String say =
        "<Say voice=\\\\\"Google.he-IL-Wavenet-A\\\\\" language=\\\\\"he-IL\\\\\">שלום, כאן המרפאה.</Say>";
    String own = file.replaceFirst("<Play>[^<]*greeting[^<]*</Play>", say);
    assertThat(own).contains("המרפאה");
    Files.writeString(tape, own);

    Ended ended = replay(tape.toString());

    assertThat(ended.exitCode()).as(ended.out()).isZero();
  }

  @Test
  void the_whole_call_can_be_shown_side_by_side() {
    assertThat(replay(tape.toString(), "--full-diff").out())
        .containsSubsequence(
            "answers /webhook/incoming_call with 200",
            "says ask_reason (cut off)",
            "throws away what is queued",
            "says transferring",
            "closes the stream with 1000",
            "<Dial",
            "ends as handed_over");
  }

  @Test
  void a_difference_is_exit_code_1() throws Exception {
    Files.writeString(tape, file.replace("\"handed_over\"", "\"finished\""));

    Ended ended = replay(tape.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("the tape's call ends as finished, this build's as handed_over")
        .contains("1 difference in");
  }

  @Test
  void a_script_gets_json() throws Exception {
    Files.writeString(tape, file.replace("\"handed_over\"", "\"finished\""));

    JsonNode json = JSON.readTree(replay(tape.toString(), "--json", "--tolerance", "0").out());

    assertThat(json.path("same").booleanValue()).isFalse();
    assertThat(json.path("tolerance").intValue()).isZero();
    JsonNode difference = json.path("differences").get(0);
    assertThat(difference.path("kind").textValue()).isEqualTo("result");
    assertThat(difference.path("second").isNumber()).isTrue();
    assertThat(difference.path("frame").isInt()).isTrue();
    assertThat(difference.path("differences").get(0).textValue()).contains("handed_over");
  }

  @Test
  void a_file_that_is_no_tape_is_exit_code_2() throws Exception {
    Path other = Files.writeString(folder.resolve("notes.txt"), "no tape");

    Ended ended = replay(other.toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("notes.txt: it is no tape");
    assertThat(ended.out()).isEmpty();
    assertThat(replay(folder.resolve("nothing").toString()).exitCode()).isEqualTo(2);
    assertThat(replay().exitCode()).isEqualTo(2);
    assertThat(replay(tape.toString(), "--tolerance", "-1").exitCode()).isEqualTo(2);
  }

  private static Ended replay(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new ReplayCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
