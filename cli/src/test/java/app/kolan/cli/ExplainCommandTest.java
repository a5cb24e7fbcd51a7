package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("unit")
class ExplainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @Test
  void a_code_is_explained() {
    Ended ended = explain("31920");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .startsWith("Error 31920: Stream: WebSocket handshake error", "")
        .contains("  What causes it, the most likely first:", "  Check:", "  What to do:")
        .contains("  What Kolan does by itself:")
        .endsWith("  Twilio's page: https://www.twilio.com/docs/api/errors/31920");
    assertThat(ended.out()).contains("    1. The proxy does not pass the upgrade on");
  }

  @Test
  void english_lines_fit_a_terminal() {
    assertThat(explain("11200", "31920", "31921").out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(92));
  }

  @Test
  void a_closed_stream_is_said_to_be_expected() {
    assertThat(explain("31921").out()).containsPattern("This is\\s+expected");
  }

  @Test
  void gather_and_not_say_is_blamed_for_13512() {
    assertThat(explain("13512").out())
        .startsWith("Warning 13512: Gather: invalid language value")
        .contains("13511");
  }

  @Test
  void a_word_is_named_in_the_usage_error() {
    assertThat(explain("31920", "handshake").err()).contains("'handshake' is no code");
  }

  @Test
  void several_codes_are_explained_in_their_order() {
    assertThat(explain("31921", "11200").out())
        .containsSubsequence(
            "errors/31921", System.lineSeparator() + System.lineSeparator(), "Error 11200");
  }

  @Test
  void every_hebrew_line_begins_with_a_hebrew_letter() {
    var arguments = new ArrayList<>(List.of("--lang", "he"));
    Problems.all().forEach(problem -> arguments.add(Integer.toString(problem.code())));
    Ended ended = explain(arguments.toArray(String[]::new));

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines().filter(line -> !line.isBlank()))
        .hasSizeGreaterThan(1000)
        .allMatch(ExplainCommandTest::beginsInHebrew)
        .noneMatch(line -> line.chars().anyMatch(c -> Character.getType(c) == Character.FORMAT));
  }

  @Test
  void hebrew_contains_twilios_own_name_too() {
    assertThat(explain("--lang", "he", "13512").out())
        .startsWith("אזהרה 13512: ")
        .contains("השם אצל Twilio: Gather: invalid language value");
  }

  @Test
  void an_unknown_code_fails_with_the_nearest_one_and_twilios_page() {
    Ended ended = explain("31290");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("does not know the code 31290")
        .contains("Did you mean 31920")
        .contains("https://www.twilio.com/docs/api/errors/31290");
  }

  @ParameterizedTest
  @CsvSource({"31290, 31920", "13152, 13512", "11204, 11203", "1205, 11205", "319200, 31920"})
  void the_nearest_code_is_a_slip_away(String slip, String meant) {
    assertThat(explain(slip).err()).contains("Did you mean " + meant);
  }

  @Test
  void an_unknown_code_does_not_hide_the_others() {
    Ended ended = explain("99999", "31920");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).startsWith("Error 31920");
    assertThat(ended.err()).contains("99999");
  }

  @Test
  void an_http_status_is_distinguished_from_a_code() {
    Ended ended = explain("403");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("HTTP status", "11200", "15003", "31920");
  }

  @Test
  void the_list_has_one_line_for_each_code() {
    Ended ended = explain("--list");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines())
        .hasSize(145)
        .isSortedAccordingTo((a, b) -> a.substring(9, 14).compareTo(b.substring(9, 14)))
        .contains(
            "Error    11200  HTTP retrieval failure", "Warning  31951  Stream: invalid message");
  }

  @Test
  void the_hebrew_list_is_hebrew() {
    assertThat(explain("--list", "--lang", "he").out().lines())
        .hasSize(145)
        .allMatch(ExplainCommandTest::beginsInHebrew);
  }

  @Test
  void a_script_gets_json() throws JsonProcessingException {
    JsonNode answer = JSON.readTree(explain("--json", "--lang", "he", "31920").out());

    assertThat(answer).hasSize(1);
    JsonNode one = answer.get(0);
    assertThat(one.properties().stream().map(property -> property.getKey()))
        .containsExactly(
            "code",
            "known",
            "level",
            "name",
            "page",
            "language",
            "title",
            "meaning",
            "causes",
            "checks",
            "remedies",
            "kolan");
    assertThat(one.path("code").intValue()).isEqualTo(31920);
    assertThat(one.path("level").textValue()).isEqualTo("error");
    assertThat(one.path("name").textValue()).isEqualTo("Stream: WebSocket handshake error");
    assertThat(one.path("language").textValue()).isEqualTo("he");
    assertThat(one.path("causes")).hasSizeGreaterThan(3);
  }

  @Test
  void json_has_unknown_codes_in_their_place() throws JsonProcessingException {
    Ended ended = explain("--json", "31920", "99999");
    JsonNode unknown = JSON.readTree(ended.out()).get(1);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).isEmpty();
    assertThat(unknown.path("known").booleanValue()).isFalse();
    assertThat(unknown.path("code").intValue()).isEqualTo(99999);
    assertThat(unknown.path("nearest").isInt()).isTrue();
  }

  @Test
  void the_list_can_be_json() throws JsonProcessingException {
    JsonNode answer = JSON.readTree(explain("--list", "--json").out());

    assertThat(answer).hasSize(145);
    assertThat(answer.get(0).has("title")).isTrue();
    assertThat(answer.get(0).has("causes")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "handshake",
        "31920 x",
        "31.920",
        "99999999999",
        "--list 31920",
        "31920 --lang fr"
      })
  void what_is_no_code_is_a_usage_error(String arguments) {
    Ended ended = arguments.isEmpty() ? explain() : explain(arguments.split(" ", -1));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("Usage:");
  }

  private static boolean beginsInHebrew(String line) {
    return line.codePoints()
        .filter(Character::isLetter)
        .limit(1)
        .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HEBREW);
  }

  private static Ended explain(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new ExplainCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
