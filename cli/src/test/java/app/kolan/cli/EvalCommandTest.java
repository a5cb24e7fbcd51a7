package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("socket")
class EvalCommandTest {
  /// Short stories, with words, a tool, a caller who hangs up, and a human.
  private static final List<String> FEW = List.of("price", "friday", "hangs-up", "human");

  private static final List<String> OPTIONS =
      List.of("--story=pri*", "--story=friday", "--story=hangs-up", "--story=human");

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @ParameterizedTest
  @ValueSource(strings = {"--stub", "--mind=scripted"})
  @Execution(ExecutionMode.CONCURRENT)
  void stories_that_come_with_kolan_pass(String languageModel) throws Exception {
    Ended ended =
        run(
            Stream.concat(Stream.of(languageModel, "--repeat=1", "--json"), OPTIONS.stream())
                .toArray(String[]::new));

    JsonNode json = new ObjectMapper().readTree(ended.out());
    JsonNode stories = json.path("stories");
    assertThat(stories.findValuesAsText("story")).containsExactlyInAnyOrderElementsOf(FEW);
    // How soon it is answered says something of this machine alone, and of what else it does.
    assertThat(stories.findValues("misses"))
        .hasSameSizeAs(FEW)
        .allSatisfy(
            misses ->
                assertThat(misses.findValuesAsText("text"))
                    .as(ended.out())
                    .allMatch(text -> text.matches("(within|never silent for) .*")));
    assertThat(ended.exitCode()).isEqualTo(json.path("percent").asInt() == 100 ? 0 : 1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void unmet_expectations_are_listed_line_by_line() throws Exception {
    Files.writeString(
        folder.resolve("wrong.story"),
        """
        # תקוות שווא
        caller: כמה עולה ביקור
        agent: שקלים
        agent not: השם
        within 20ms
        agent uses opening_hours
        lead is complete
        call ends
        """);

    Ended ended = run("--mind=scripted", "--repeat=1", folder.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("✗ 0/1  wrong", "תקוות שווא")
        .contains("line 3, agent: שקלים: the agent said: “מה השם, בבקשה?")
        .contains("line 4, agent not: השם")
        .contains("line 5, within 20ms: the answer to “line-2” began after")
        .contains("line 6, agent uses opening_hours: no tool was used")
        .contains("line 7, lead is complete")
        .contains("0 of 1 calls, 0 %");
  }

  @Test
  void a_story_that_cannot_be_read_is_a_usage_error() throws Exception {
    Files.writeString(folder.resolve("odd.story"), "caller: הלו\nagent sings\n");

    assertThat(run("--stub", folder.toString()))
        .satisfies(
            ended -> {
              assertThat(ended.exitCode()).isEqualTo(2);
              assertThat(ended.err()).contains("odd, line 2", "agent sings", "write for example");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--repeat=0",
        "--at-once=0",
        "--pass-rate=101",
        "--mind=tarot",
        "--story=nobody",
        "--story=nobody*"
      })
  void an_option_that_makes_no_sense_is_a_usage_error(String option) {
    assertThat(run(option).exitCode()).isEqualTo(2);
  }

  private static Ended run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new EvalCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
