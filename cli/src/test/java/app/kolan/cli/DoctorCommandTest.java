package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("socket")
class DoctorCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean colours;

  /// What the command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void settings() throws IOException {
    Path data = folder.resolve("data");
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    environment.put("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef");
    environment.put("TWILIO_AUTH_TOKEN", TOKEN);
    environment.put("TWILIO_API_URL", "http://127.0.0.1:1");
    environment.put("KOLAN_SIMULATED", "true");
    environment.put("KOLAN_PUBLIC_URL", "https://phone.example.invalid");
    environment.put("KOLAN_PORT", "0");
    environment.put("KOLAN_MANAGEMENT_PORT", "0");
    environment.put("KOLAN_DATA", data.toString());
  }

  @Test
  void a_machine_in_order_ends_with_0() {
    Ended ended = doctor("--only", "machine");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .startsWith(
            "The doctor looks at https://phone.example.invalid/webhook/incoming_call",
            "",
            "This machine")
        .anyMatch(line -> line.startsWith("  ✓ the settings can be used: mode converse, port 0"))
        .contains("  ! KOLAN_PORT is 0, so every start takes another port")
        .contains("    → Set KOLAN_PORT to a number, such as 8080.")
        .endsWith(
            "Nothing is broken; 1 thing to look after: KOLAN_PORT is 0, so every start takes another",
            "port.");
  }

  @Test
  void something_broken_ends_with_1_and_is_named_last() {
    environment.put("KOLAN_PUBLIC_URL", "http://phone.example.invalid");

    Ended ended = doctor("--only", "house");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out().lines())
        .contains("  ✗ the public URL http://phone.example.invalid is not https")
        .contains("      31922 Stream: URL schema not supported: kolan explain 31922")
        .endsWith("1 thing is broken: the public URL http://phone.example.invalid is not https.");
  }

  @Test
  void unusable_settings_are_findings_and_the_rest_is_looked_at() {
    environment.put("KOLAN_PORT", "http");
    environment.remove("TWILIO_AUTH_TOKEN");

    Ended ended = doctor("--only", "house");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("✗ KOLAN_PORT is http", "✗ TWILIO_AUTH_TOKEN is not set")
        .contains("→ Give a number from 0 to 65535.")
        .contains("✓ the data folder", "✓ all 34 prompts")
        .contains("2 things are broken, first: KOLAN_PORT is http.");
  }

  @Test
  void a_file_that_cannot_be_read_ends_with_2() throws IOException {
    Files.writeString(folder.resolve("kolan.yaml"), "port: [80");

    Ended ended = doctor();

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("kolan.yaml is not YAML: fix it at line 1");
  }

  @Test
  void a_script_gets_json() throws JsonProcessingException {
    environment.put("KOLAN_PUBLIC_URL", "http://phone.example.invalid");

    Ended ended = doctor("--only", "house", "--json");
    JsonNode answer = JSON.readTree(ended.out());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(names(answer)).containsExactly("version", "target", "findings", "worst", "counts");
    assertThat(answer.path("version").intValue()).isEqualTo(1);
    assertThat(answer.path("target").textValue())
        .isEqualTo("http://phone.example.invalid/webhook/incoming_call");
    assertThat(answer.path("worst").textValue()).isEqualTo("broken");
    assertThat(names(answer.path("counts"))).containsExactly("fine", "note", "warning", "broken");
    assertThat(answer.path("counts").path("broken").intValue()).isEqualTo(1);
    assertThat(answer.path("findings"))
        .allSatisfy(
            finding ->
                assertThat(names(finding))
                    .containsExactly(
                        "section", "check", "level", "what", "why", "remedy", "codes"));
    assertThat(answer.path("findings"))
        .filteredOn(finding -> finding.path("level").textValue().equals("broken"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("section").textValue()).isEqualTo("house");
              assertThat(finding.path("check").textValue()).isEqualTo("public URL");
              JsonNode code = finding.path("codes").get(0);
              assertThat(names(code)).containsExactly("code", "name", "level", "page");
              assertThat(code.path("code").intValue()).isEqualTo(31922);
              assertThat(code.path("level").textValue()).isEqualTo("error");
            });
  }

  @Test
  void titles_and_codes_can_be_hebrew() {
    environment.put("KOLAN_PUBLIC_URL", "http://phone.example.invalid");

    assertThat(doctor("--only", "house", "--lang", "he").out())
        .contains("המחשב הזה", "נמצאה תקלה אחת", "kolan explain 31922 --lang he");
  }

  @Test
  void colours_are_for_terminals_that_want_them() {
    colours = true;

    assertThat(doctor("--only", "house").out()).contains("\u001b[32m✓");
    assertThat(doctor("--only", "house", "--no-colour").out()).doesNotContain("\u001b[3");
    colours = false;
    assertThat(doctor("--only", "house").out()).doesNotContain("\u001b");
  }

  @Test
  void the_token_is_nowhere() {
    environment.put("TWILIO_AUTH_TOKEN", TOKEN + "," + TOKEN.substring(1));

    for (String[] arguments : List.of(new String[] {}, new String[] {"--json"})) {
      Ended ended = doctor(arguments);
      assertThat(ended.out() + ended.err()).doesNotContain(TOKEN.substring(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--only attic",
        "--url phone.example.com",
        "--url ftp://phone.example.com",
        "--number 036",
        "--quiet -1",
        "--fallback https://phone.example.com/x",
        "--lang fr",
        "--alerts some",
        "--yes",
        "--fix --yes --only house",
        "--fix --yes --url https://phone.example.com",
        "--fix",
        "--fix --json",
        "house"
      })
  void a_wrong_command_line_ends_with_2(String arguments) {
    Ended ended = doctor(arguments.split(" ", -1));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("Usage:");
  }

  @Test
  void another_server_is_looked_at_without_this_house() {
    Ended ended = doctor("--url", "https://me:secret@other.example.invalid");

    assertThat(ended.out())
        .startsWith("The doctor looks at https://other.example.invalid/webhook/incoming_call")
        .doesNotContain("This machine", "secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--only providers --url https://other.example.invalid",
        "--only house,providers --url https://other.example.invalid",
        "--only providers",
      })
  void nothing_that_was_examined_is_never_called_well(String arguments) {
    Ended ended = doctor(arguments.split(" ", -1));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).contains("  · ").doesNotContain("All is well");
    assertThat(ended.out().lines())
        .endsWith("Nothing was examined, so nothing is known to be well.");
    assertThat(doctor((arguments + " --lang he").split(" ", -1)).out())
        .contains("לא נבדק דבר")
        .doesNotContain("הכול תקין");
  }

  @Test
  void twilios_side_without_an_account_says_what_is_missing() {
    environment.remove("TWILIO_ACCOUNT_SID");

    Ended ended = doctor("--only", "twilio");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).contains("needs the Account SID").doesNotContain("All is well");
  }

  @Test
  void a_part_alone_reports_what_is_wrong_with_the_way_to_it() {
    Ended ended = doctor("--only", "stream");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("✗ the host phone.example.invalid is not known");
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Ended doctor(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new DoctorCommand(
            () -> ConfigReader.draft(environment, folder.resolve("kolan.yaml")),
            new Reader(colours));
    int exitCode =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }

  /// A terminal that does not answer questions.
  private record Reader(boolean hasColours) implements Terminal {
    @Override
    public boolean isThere() {
      return hasColours;
    }

    @Override
    public String ask(String question) {
      throw new IllegalStateException("nobody was to be asked");
    }
  }
}
