package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.account.RestRefusal;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The repair from the command line to the account and back.
@Tag("socket")
class DoctorFixTest {
  private static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final PhoneNumber NUMBER = new PhoneNumber("+97237654321");
  private static final SimulatedNumber OLD =
      SimulatedNumber.of(
          "PN00000000000000000000000000000001", NUMBER, "https://old.example.com/voice");
  private static final String VOICE_URL = "https://phone.example.invalid/webhook/incoming_call";

  private SimulatedAccount account = SimulatedAccount.of(ACCOUNT, TOKEN, OLD);
  private final List<String> questions = new ArrayList<>();
  private List<SimulatedNumber> numbers = List.of();
  private String answer = "";
  private boolean someoneIsThere = true;

  /// What the command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @ParameterizedTest
  @ValueSource(strings = {"y", "Yes"})
  void a_change_is_shown_then_asked_for_then_made(String yes) {
    answer = yes;

    Ended ended = doctor("--only", "twilio", "--fix");

    assertThat(ended.exitCode()).isZero();
    assertThat(questions).containsExactly("Change these? [y/N] ");
    assertThat(ended.out())
        .containsSubsequence(
            "✗ “a call comes in” of the number **********21 is https://old.example.com/voice",
            "The number **********21 at Twilio would be changed:",
            "  VoiceUrl              https://old.example.com/voice",
            "→ " + VOICE_URL,
            "Read back: everything is as it should be.",
            "To undo it:",
            "'VoiceUrl=https://old.example.com/voice'",
            "All is well.");
    assertThat(numbers)
        .containsExactly(
            OLD.with(SimulatedNumber.VOICE_URL, VOICE_URL)
                .with(
                    SimulatedNumber.FALLBACK_URL,
                    "https://phone.example.invalid/webhook/voice_fallback")
                .with(
                    SimulatedNumber.STATUS_CALLBACK,
                    "https://phone.example.invalid/webhook/call_status"));
    assertNothingIsTold(ended);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n", "what?"})
  void whatever_is_no_yes_changes_nothing(String no) {
    answer = no;

    Ended ended = doctor("--only", "twilio", "--fix");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("Nothing is changed.").doesNotContain("To undo it");
    assertThat(numbers).containsExactly(OLD);
  }

  @Test
  void without_a_terminal_nothing_is_asked_or_changed() {
    someoneIsThere = false;

    Ended ended = doctor("--only", "twilio", "--fix");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("nobody to ask", "--yes");
    assertThat(questions).isEmpty();
    assertThat(numbers).containsExactly(OLD);
  }

  @Test
  void a_script_says_yes_at_once_and_gets_json_alone() throws JsonProcessingException {
    someoneIsThere = false;

    Ended ended = doctor("--only", "twilio", "--fix", "--yes", "--json");

    assertThat(ended.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(ended.out()).path("worst").textValue())
        .isEqualTo("fine");
    assertThat(ended.err()).contains("VoiceUrl", "Read back", "To undo it:");
    assertThat(questions).isEmpty();
    assertNothingIsTold(ended);
  }

  @Test
  void a_change_that_twilio_refuses_ends_with_1() {
    account = account.withRefusals(RestRefusal.of("POST", "/IncomingPhoneNumbers/", 400, 21502));

    Ended ended = doctor("--only", "twilio", "--fix", "--yes");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("Twilio refused the change", "everything is as it was");
    assertThat(numbers).containsExactly(OLD);
  }

  @Test
  void a_change_that_cannot_be_read_back_ends_with_1() {
    account = account.withRefusals(RestRefusal.of("GET", "/IncomingPhoneNumbers/", 503, 20503));

    Ended ended = doctor("--only", "twilio", "--fix", "--yes");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("it could not be read back", "To undo it:");
  }

  @Test
  void a_number_of_another_server_is_set_when_it_is_named() {
    Ended ended =
        doctor(
            "--url",
            "https://other.example.invalid/voice",
            "--number",
            NUMBER.value(),
            "--only",
            "twilio",
            "--fix",
            "--yes");

    assertThat(ended.exitCode()).isZero();
    assertThat(numbers)
        .containsExactly(
            OLD.with(SimulatedNumber.VOICE_URL, "https://other.example.invalid/voice"));
    assertNothingIsTold(ended);
  }

  @Test
  void nothing_to_fix_is_said() {
    account = account.withTokens("another");

    Ended ended = doctor("--only", "twilio", "--fix", "--yes");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("Nothing is changed. Twilio could not be asked.");
  }

  private static void assertNothingIsTold(Ended ended) {
    assertThat(ended.out() + ended.err()).doesNotContain(TOKEN, NUMBER.value());
  }

  private Ended doctor(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var settings = CarrierSettings.of(ACCOUNT, TOKEN, URI.create(VOICE_URL));
    try (Carrier carrier = Carrier.start(settings, account)) {
      Map<String, String> environment =
          Map.of(
              "TWILIO_ACCOUNT_SID",
              ACCOUNT,
              "TWILIO_AUTH_TOKEN",
              TOKEN,
              "TWILIO_API_URL",
              carrier.restUrl().toString(),
              "KOLAN_PUBLIC_URL",
              "https://phone.example.invalid");
      var command =
          new DoctorCommand(
              () -> ConfigReader.draft(environment, Path.of("no-such-file.yaml")), new Someone());
      int exitCode =
          new CommandLine(command)
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(arguments);
      numbers = carrier.account().numbers();
      return new Ended(exitCode, out.toString(), err.toString());
    }
  }

  /// A terminal that answers questions.
  private final class Someone implements Terminal {
    @Override
    public boolean isThere() {
      return someoneIsThere;
    }

    @Override
    public boolean hasColours() {
      return false;
    }

    @Override
    public String ask(String question) {
      questions.add(question);
      return answer;
    }
  }
}
