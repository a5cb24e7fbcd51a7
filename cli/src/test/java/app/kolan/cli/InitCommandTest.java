package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The questions, the file that comes of them, and the number at Twilio.
@Tag("socket")
class InitCommandTest {
  private static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String PUBLIC = "https://phone.example.invalid";
  private static final SimulatedNumber FIRST =
      SimulatedNumber.of(
          "PN00000000000000000000000000000001",
          new PhoneNumber("+97237654321"),
          "https://old.example.com/voice");
  private static final SimulatedNumber SECOND =
      SimulatedNumber.of(
          "PN00000000000000000000000000000002",
          new PhoneNumber("+97237654322"),
          "https://old.example.com/voice");

  @TempDir private Path folder;

  private SimulatedAccount account = SimulatedAccount.of(ACCOUNT, TOKEN, FIRST);
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private boolean someoneIsThere = true;
  private List<SimulatedNumber> numbers = List.of();

  /// What the command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {}

  @Test
  void five_answers_make_settings_for_their_owner_alone_and_set_the_number() throws IOException {
    answers.addAll(
        List.of(PUBLIC, ACCOUNT, TOKEN, "מרפאת \"שיניים\" #1: דנה", "+972501234567", "y"));

    Ended ended = init();

    assertThat(questions).hasSize(6);
    assertThat(questions.getLast()).isEqualTo("Change these? [y/N] ");
    assertThat(ended.out()).contains("Written: " + file(), "Read back", "run kolan doctor");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    var written = ConfigReader.draft(Map.of(), file());
    assertThat(written.problems()).isEmpty();
    assertThat(String.valueOf(written.config().publicUrl())).isEqualTo(PUBLIC);
    assertThat(written.config().twilio().accountSid()).isEqualTo(ACCOUNT);
    assertThat(written.config().twilio().authTokens().getFirst().value()).isEqualTo(TOKEN);
    assertThat(written.config().business().name()).isEqualTo("מרפאת \"שיניים\" #1: דנה");
    assertThat(written.config().business().human()).isEqualTo(new PhoneNumber("+972501234567"));
    assertThat(numbers.getFirst().field(SimulatedNumber.VOICE_URL))
        .isEqualTo(PUBLIC + "/webhook/incoming_call");
    assertThat(ended.out() + ended.err()).doesNotContain(TOKEN);
  }

  @Test
  void an_answer_that_no_server_could_use_is_asked_for_again() {
    answers.addAll(
        List.of("", "phone", "phone.example.invalid", "AC12", ACCOUNT, TOKEN, "", "", "n"));

    Ended ended = init();

    assertThat(ended.out())
        .contains("Without it Twilio cannot call.")
        .contains("KOLAN_PUBLIC_URL is ")
        .contains("TWILIO_ACCOUNT_SID is ", "Nothing is changed.");
    assertThat(numbers).containsExactly(FIRST);
    assertThat(ConfigReader.draft(Map.of(), file()).config().publicUrl())
        .hasToString("https://phone.example.invalid");
  }

  @Test
  void of_several_numbers_one_is_chosen() {
    account = SimulatedAccount.of(ACCOUNT, TOKEN, FIRST, SECOND);
    answers.addAll(List.of(PUBLIC, ACCOUNT, TOKEN, "", "", "+97237654320", "+972 3-765-4322", "y"));

    Ended ended = init();

    assertThat(ended.out()).contains("+97237654321, +97237654322");
    assertThat(numbers.getFirst()).isEqualTo(FIRST);
    assertThat(numbers.getLast().field(SimulatedNumber.STATUS_CALLBACK))
        .isEqualTo(PUBLIC + "/webhook/call_status");
  }

  @Test
  void a_script_gives_options_and_is_told_which_are_missing() throws IOException {
    someoneIsThere = false;

    Ended refused = init("--public-url", PUBLIC);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--account-sid", "TWILIO_AUTH_TOKEN or --token-file");
    assertThat(file()).doesNotExist();

    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Ended ended =
        init(
            "--public-url",
            PUBLIC,
            "--account-sid",
            ACCOUNT,
            "--token-file",
            token.toString(),
            "--yes");

    assertThat(ended.exitCode()).as(ended.out()).isLessThan(2);
    assertThat(questions).isEmpty();
    assertThat(numbers.getFirst().field(SimulatedNumber.VOICE_URL)).startsWith(PUBLIC);

    Ended again = init("--public-url", PUBLIC, "--account-sid", ACCOUNT, "--yes");
    assertThat(again.exitCode()).isEqualTo(2);
  }

  @Test
  void a_wrong_token_is_asked_for_again_without_the_other_questions() {
    answers.addAll(
        List.of(PUBLIC, ACCOUNT, "f".repeat(32), "דנה", "", ACCOUNT, "e".repeat(32), ACCOUNT));
    answers.addAll(List.of(TOKEN, "n"));

    Ended ended = init();

    assertThat(ended.out()).contains("Twilio answers 401", "Written: " + file());
    assertThat(questions).hasSize(10);
    assertThat(questions.subList(5, 9))
        .allMatch(question -> question.startsWith("2/5") || question.startsWith("3/5"));
    var written = ConfigReader.draft(Map.of(), file()).config();
    assertThat(written.twilio().authTokens().getFirst().value()).isEqualTo(TOKEN);
    assertThat(written.business().name()).isEqualTo("דנה");
  }

  @Test
  void a_wrong_token_and_a_file_that_is_there_change_nothing() throws IOException {
    someoneIsThere = false;
    environment.put("TWILIO_AUTH_TOKEN", "f".repeat(32));

    Ended wrong = init("--public-url", PUBLIC, "--account-sid", ACCOUNT, "--yes");

    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("Twilio answers 401", "Nothing is written");
    assertThat(file()).doesNotExist();

    Files.writeString(file(), "port: 8081\n");
    Ended taken = init();

    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err()).contains("is there already");
    assertThat(file()).hasContent("port: 8081");
  }

  @Test
  void without_twilio_the_settings_are_written_all_the_same() {
    environment.put("TWILIO_API_URL", "http://127.0.0.1:9");
    answers.addAll(List.of(PUBLIC, ACCOUNT, TOKEN, "", ""));

    Ended ended = init();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("Twilio could not be asked", "kolan doctor --fix");
    assertThat(file()).exists();
  }

  private Path file() {
    return folder.resolve("kolan.yaml");
  }

  private Ended init(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var settings = CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC));
    try (Carrier carrier = Carrier.start(settings, account)) {
      var all = new HashMap<>(Map.of("TWILIO_API_URL", carrier.restUrl().toString()));
      all.putAll(environment);
      var line = new ArrayList<>(List.of(arguments));
      line.addAll(List.of("--file", file().toString()));
      int exitCode =
          new CommandLine(new InitCommand(all, new Someone()))
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(line.toArray(String[]::new));
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
      return answers.isEmpty() ? "" : answers.removeFirst();
    }
  }
}
