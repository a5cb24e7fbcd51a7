package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestJvm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line as a script sees it: a process with output and an exit code.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class CommandLineTest {
  @TempDir private Path folder;

  /// What a process printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "demo --help",
        "simulate call --help",
        "simulate carrier --help"
      })
  void help_is_no_failure(String command) throws Exception {
    Ended help = run(Map.of(), command.split(" ", -1));

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: kolan");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void serve_says_what_its_exit_codes_mean() throws Exception {
    assertThat(run(Map.of(), "serve", "--help").out())
        .contains("Exit codes:", "it could not start", "143");
  }

  @Test
  void a_folder_that_cannot_be_had_is_told_in_a_sentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    for (String[] command :
        List.of(
            new String[] {"demo", "--once", "--data", file.toString()},
            new String[] {
              "simulate", "call", "--to=http://127.0.0.1:9/x", "--out=" + file.resolve("call.wav")
            },
            new String[] {
              "simulate", "call", "--to=http://127.0.0.1:9/x", "--json=" + folder.resolve("no/x")
            },
            new String[] {"talk", "--stub", "--data", file.toString()})) {
      Ended ended = run(Map.of("TWILIO_AUTH_TOKEN", "t"), command);

      assertThat(ended.exitCode()).isBetween(1, 2);
      assertThat(ended.err()).doesNotContain("\tat ").contains(folder.toString());
      assertThat(ended.out()).doesNotContain("the carrier asks");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spoken", "talk --stub", "eval", "serve"})
  void settings_that_are_not_there_are_told_by_every_command(String command) throws Exception {
    Ended ended = run(Map.of("KOLAN_CONFIG", "nowhere.yaml"), command.split(" ", -1));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("KOLAN_CONFIG is nowhere.yaml: there is no such file");
  }

  @Test
  void a_missing_command_is_a_usage_error_with_the_commands() throws Exception {
    Ended ended = run(Map.of());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("serve").contains("demo").contains("simulate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "serve --grace 5"})
  void serve_without_credentials_says_why_it_does_not_start(String command) throws Exception {
    Ended ended = run(Map.of("KOLAN_PORT", "http"), command.split(" ", -1));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .contains("KOLAN_PORT is http", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "403");
  }

  @Test
  void the_faults_and_assumptions_are_listed_with_their_meaning() throws Exception {
    Ended ended = run(Map.of(), "simulate", "faults");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains("socket resets at frame 100", "both ends get a TCP reset")
        .contains("chunks=per-track|global");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fault|socket resets|socket resets at frame 100",
        "--assume|chunk=global|there are: after-failed-connect",
        "--pace|0|--pace",
        "--rest-port|70000|--rest-port"
      })
  void what_a_simulated_call_cannot_do_is_a_usage_error(String option) throws Exception {
    String[] parts = option.split("\\|", -1);

    Ended ended =
        run(
            Map.of("TWILIO_AUTH_TOKEN", "t"),
            "simulate",
            "call",
            "--to",
            "http://127.0.0.1:9/x",
            parts[0],
            parts[1]);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains(parts[2]);
  }

  @Test
  void a_call_with_a_fault_shows_it_and_fails() throws Exception {
    Ended ended =
        run(
            Map.of("TWILIO_AUTH_TOKEN", "t"),
            "simulate",
            "call",
            "--to",
            "http://127.0.0.1:9/x",
            "--fault",
            "webhook /x is answered 503",
            "--pace",
            "20",
            "--out",
            folder.resolve("call.wav").toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("The REST interface of this Twilio:  http://127.0.0.1:")
        .contains("fault: webhook /x is answered 503")
        .contains("11200");
  }

  @Test
  void a_call_without_a_token_is_a_usage_error() throws Exception {
    Ended ended = run(Map.of(), "simulate", "call", "--to", "http://127.0.0.1:9/x");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("TWILIO_AUTH_TOKEN");
  }

  @Test
  void a_call_that_nobody_answers_fails() throws Exception {
    Ended ended =
        run(
            Map.of("TWILIO_AUTH_TOKEN", "x"),
            "simulate",
            "call",
            "--to",
            "http://127.0.0.1:9/webhook/incoming_call");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("11205");
  }

  @Test
  void the_report_as_json_is_all_that_goes_to_standard_output() throws Exception {
    Ended ended =
        run(
            Map.of("TWILIO_AUTH_TOKEN", "x"),
            "simulate",
            "call",
            "--json",
            "-",
            "--to",
            "http://127.0.0.1:9/webhook/incoming_call");

    JsonNode report = new ObjectMapper().readTree(ended.out());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(report.path("end").asText()).isEqualTo("instructions-failed");
    assertThat(report.path("problems").path(0).path("code").intValue()).isEqualTo(11205);
    assertThat(report.path("audio").asText()).isEqualTo("call.wav");
    assertThat(ended.err()).contains("11205");
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(TestJvm.command("app.kolan.cli.Main", arguments))
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(KOLAN|TWILIO)_.*"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Ended(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
