package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.Greeting;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Secret;
import app.kolan.server.web.BypassableWebhook;
import app.kolan.server.web.ManagementAddress;
import app.kolan.server.web.TrustedProxies;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConfigReaderTest {
  private static final String SID = "AC00000000000000000000000000000001";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Map<String, String> ACCOUNT =
      Map.of("TWILIO_ACCOUNT_SID", SID, "TWILIO_AUTH_TOKEN", TOKEN);

  @TempDir private Path folder;

  @Test
  void an_account_is_enough() throws IOException {
    Config config = usable(ACCOUNT, "").config();

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.management()).isEqualTo(ManagementAddress.usual("127.0.0.1"));
    assertThat(config.publicUrl()).isNull();
    assertThat(config.web().trustedProxies()).isEqualTo(TrustedProxies.LOOPBACK);
    assertThat(config.twilio().apiUrl()).isEqualTo(URI.create("https://api.twilio.com"));
    assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(config.business().mode()).isEqualTo(AnswerMode.CONVERSE);
    assertThat(config.business().human()).isNull();
  }

  @Test
  void a_voice_that_twilio_refuses_for_hebrew_is_a_problem() throws IOException {
    assertThat(usable(with("KOLAN_GREETING", "שלום"), "").config().business().greeting())
        .isEqualTo(new Greeting("שלום", "Google.he-IL-Wavenet-A", "he-IL"));

    var environment = new TreeMap<>(ACCOUNT);
    environment.put("KOLAN_GREETING", "שלום");
    environment.put("KOLAN_SAY_VOICE", "Polly.Joanna");
    assertThat(unusable(environment, ""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("13511"));
  }

  @Test
  void without_a_public_url_the_operator_is_warned() throws IOException {
    assertThat(usable(ACCOUNT, "").warnings())
        .singleElement()
        .asString()
        .contains("KOLAN_PUBLIC_URL");
    assertThat(usable(with("KOLAN_PUBLIC_URL", "https://a.example"), "").warnings()).isEmpty();
    assertThat(usable(with("KOLAN_PUBLIC_URL", "http://a.example"), "").warnings())
        .singleElement()
        .asString()
        .contains("31922");
  }

  @Test
  void everything_can_be_set_by_the_environment() throws IOException {
    var environment = new TreeMap<>(ACCOUNT);
    environment.put("KOLAN_PORT", "9000");
    environment.put("KOLAN_PUBLIC_URL", "https://phone.example.com/line/");
    environment.put("KOLAN_TRUSTED_PROXIES", "10.0.0.0/8, ::1");
    environment.put("TWILIO_AUTH_TOKEN", "new, old");
    environment.put("TWILIO_API_URL", "https://api.ie1.twilio.com/");
    environment.put("KOLAN_DATA", folder.toString());
    environment.put("KOLAN_HUMAN_NUMBER", "+972501234567");
    environment.put("KOLAN_MODE", "voicemail");
    environment.put("KOLAN_TAPE", "redacted");

    Config config = usable(environment, "").config();

    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.publicUrl()).hasToString("https://phone.example.com/line");
    assertThat(config.twilio().authTokens()).containsExactly(new Secret("new"), new Secret("old"));
    assertThat(config.twilio().apiUrl()).isEqualTo(URI.create("https://api.ie1.twilio.com"));
    assertThat(config.data()).isEqualTo(folder);
    assertThat(config.business().human()).isEqualTo(new PhoneNumber("+972501234567"));
    assertThat(config.business().mode()).isEqualTo(AnswerMode.VOICEMAIL);
    assertThat(config.tapeMode()).isEqualTo(TapeMode.REDACTED);
  }

  @Test
  void the_file_sets_what_the_environment_does_not() throws IOException {
    String yaml =
        """
        port: 9001
        public-url: https://file.example
        trusted-proxies: [127.0.0.1, 192.168.0.0/16]
        twilio:
          account-sid: AC2
          auth-token: from-the-file
        business:
          name: המשרד
        """;

    Config config = usable(Map.of("KOLAN_PORT", "9002", "TWILIO_ACCOUNT_SID", SID), yaml).config();

    assertThat(config.port()).isEqualTo(9002);
    assertThat(config.publicUrl()).hasToString("https://file.example");
    assertThat(config.web().trustedProxies().networks()).hasSize(2);
    assertThat(config.twilio().accountSid()).isEqualTo(SID);
    assertThat(config.business().name()).isEqualTo("המשרד");
  }

  @Test
  void calls_are_recorded_only_where_that_is_asked_for() throws IOException {
    assertThat(usable(ACCOUNT, "").config().tapeMode()).isEqualTo(TapeMode.OFF);
    assertThat(usable(ACCOUNT, "tape: off\n").config().tapeMode()).isEqualTo(TapeMode.OFF);
    assertThat(usable(ACCOUNT, "tape: full\n").config().tapeMode()).isEqualTo(TapeMode.FULL);
    assertThat(usable(ACCOUNT, "tape: full\n").warnings())
        .anyMatch(warning -> warning.contains("voices"));
  }

  @Test
  void whoever_lets_others_reach_the_management_port_is_warned() throws IOException {
    String yaml = "public-url: https://a.example\nmanagement: {host: \"0.0.0.0\", port: 0}\n";

    ConfigReading.Usable reading = usable(ACCOUNT, yaml);
    assertThat(reading.config().management()).isEqualTo(new ManagementAddress("0.0.0.0", 0));
    assertThat(reading.warnings()).singleElement().asString().contains("KOLAN_MANAGEMENT_HOST");
    assertThat(usable(ACCOUNT, yaml.replace("0.0.0.0", "::1")).warnings()).isEmpty();
  }

  @Test
  void the_management_port_is_another_than_the_public_one() throws IOException {
    assertThat(unusable(with("KOLAN_MANAGEMENT_PORT", "8080"), ""))
        .extracting(ConfigProblem::key)
        .containsExactly("KOLAN_MANAGEMENT_PORT");
    assertThat(unusable(with("KOLAN_MANAGEMENT_PORT", "none"), "")).hasSize(1);
  }

  @Test
  void a_public_port_that_is_the_usual_management_port_is_no_problem() throws IOException {
    assertThat(usable(with("KOLAN_PORT", "8089"), "").config().management().chosen()).isFalse();
  }

  @Test
  void a_run_is_simulated_only_where_that_is_set() throws IOException {
    assertThat(usable(ACCOUNT, "").config().simulated()).isFalse();
    assertThat(usable(ACCOUNT, "simulated: true\n").config().simulated()).isTrue();
    assertThat(usable(with("KOLAN_SIMULATED", "true"), "").config().simulated()).isTrue();
    assertThat(usable(with("TWILIO_API_URL", "http://127.0.0.1:1"), "").config().simulated())
        .isFalse();
  }

  @Test
  void a_setting_for_simulated_runs_that_does_not_fit_the_interface_is_noted() throws IOException {
    var toTwilio = with("KOLAN_SIMULATED", "true");
    var simulator = with("TWILIO_API_URL", "http://localhost:1");

    assertThat(usable(toTwilio, "").warnings())
        .anyMatch(warning -> warning.contains("KOLAN_SIMULATED is true, but TWILIO_API_URL"));
    assertThat(usable(simulator, "").warnings())
        .anyMatch(warning -> warning.contains("KOLAN_SIMULATED is not set"));
    assertThat(usable(simulator, "simulated: true\n").warnings())
        .noneMatch(warning -> warning.contains("KOLAN_SIMULATED"));
  }

  @Test
  void where_a_business_is_can_be_set() throws IOException {
    String yaml =
        """
        language: de-DE
        business:
          country: DE
          zone: Europe/Berlin
        """;

    assertThat(usable(ACCOUNT, "").config().business().locale()).isEqualTo(BusinessLocale.ISRAEL);
    assertThat(usable(ACCOUNT, yaml).config().business().locale())
        .isEqualTo(new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE"));
    assertThat(usable(ACCOUNT, "business: {hours: {zone: Europe/Rome}}").config().business())
        .returns(ZoneId.of("Europe/Rome"), business -> business.locale().zone());
    assertThat(unusable(with("KOLAN_COUNTRY", "Germany"), "business: {zone: there}"))
        .extracting(ConfigProblem::key)
        .contains("KOLAN_COUNTRY", "KOLAN_ZONE");
  }

  @Test
  void all_problems_are_told_at_once() throws IOException {
    var environment = new TreeMap<String, String>();
    environment.put("KOLAN_PORT", "99999");
    environment.put("KOLAN_PUBLIC_URL", "phone.example.com?x=1");
    environment.put("KOLAN_TRUSTED_PROXIES", "proxy.local");
    environment.put("TWILIO_API_URL", "ftp://x");
    environment.put("KOLAN_HUMAN_NUMBER", "050-1234567");
    environment.put("KOLAN_MODE", "sing");
    environment.put("KOLAN_TAPE", "vinyl");
    environment.put("KOLAN_SIMULATED", "perhaps");

    List<ConfigProblem> problems = unusable(environment, "prot: 80\ntwilio: {auth: x}\n");

    assertThat(problems)
        .extracting(ConfigProblem::key)
        .containsExactlyInAnyOrder(
            "prot",
            "twilio.auth",
            "KOLAN_PORT",
            "KOLAN_PUBLIC_URL",
            "KOLAN_TRUSTED_PROXIES",
            "KOLAN_TAPE",
            "KOLAN_SIMULATED",
            "TWILIO_ACCOUNT_SID",
            "TWILIO_AUTH_TOKEN",
            "TWILIO_API_URL",
            "KOLAN_HUMAN_NUMBER",
            "KOLAN_MODE");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    assertThat(problems.getFirst().remedy()).contains("port");
  }

  @Test
  void a_misspelt_variable_is_named_with_the_nearest_one() throws IOException {
    assertThat(usable(with("KOLAN_PUBLICURL", "https://a.example"), "").warnings())
        .anySatisfy(
            warning -> assertThat(warning).contains("KOLAN_PUBLICURL", "KOLAN_PUBLIC_URL?"));
  }

  @Test
  void two_webhooks_can_be_bypassed_with_a_warning() throws IOException {
    assertThat(usable(ACCOUNT, "").config().web().signatureBypass()).isEmpty();
    var both = usable(with("KOLAN_SIGNATURE_BYPASS", "stream_ended, call_status,"), "");

    assertThat(both.config().web().signatureBypass())
        .containsExactlyInAnyOrder(BypassableWebhook.STREAM_ENDED, BypassableWebhook.CALL_STATUS);
    assertThat(both.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(
                        "KOLAN_SIGNATURE_BYPASS",
                        "thirty minutes",
                        "stream_ended and call_status"));
    assertThat(usable(ACCOUNT, "signature-bypass: [call_status]").config().web().signatureBypass())
        .containsExactly(BypassableWebhook.CALL_STATUS);
  }

  @ParameterizedTest
  @CsvSource({
    "incoming_call,          start calls",
    "/webhook/incoming_call, start calls",
    "voice_fallback,         start calls",
    "handle_recording,       fetch recordings",
    "/ws/twilio-media,       talk with the receptionist",
    "media-stream,           talk with the receptionist",
    "all,                    only stream_ended",
    "STREAM_ENDED,           only stream_ended"
  })
  void nothing_else_can_be_bypassed_and_the_reason_is_told(String name, String reason)
      throws IOException {
    assertThat(unusable(with("KOLAN_SIGNATURE_BYPASS", "call_status," + name), ""))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("KOLAN_SIGNATURE_BYPASS");
              assertThat(problem.seen()).isEqualTo(name);
              assertThat(problem.remedy()).contains(reason, "stream_ended,call_status");
            });
  }

  @Test
  void secrets_print_masked() throws IOException {
    assertThat(usable(ACCOUNT, "").toString()).doesNotContain(TOKEN).contains("****");
  }

  @Test
  void a_file_that_is_no_yaml_is_told_with_its_line() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\n  : [\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.seen()).isEqualTo("not YAML"));
    assertThat(unusable(ACCOUNT, "- a\n- b\n")).hasSize(1);
  }

  @Test
  void a_key_that_is_there_twice_is_a_problem() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  name: a\n  name: b\n"))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.remedy()).contains("name is there twice", "line 4"));
  }

  @Test
  void a_tab_is_told_at_its_own_line() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  mode: converse\n\tname: a\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("line 4", "tab"));
  }

  @Test
  void a_mistake_is_told_where_it_is_and_where_its_part_began() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  name: 'the\n  mode: listen\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("line 3", "line 5"));
  }

  @Test
  void a_file_that_was_named_and_is_not_there_is_a_problem() {
    Path nowhere = folder.resolve("kolan.yml");
    var environment = new TreeMap<>(ACCOUNT);

    assertThat(ConfigReader.read(environment, nowhere)).isInstanceOf(ConfigReading.Usable.class);
    environment.put("KOLAN_CONFIG", nowhere.toString());
    assertThat(ConfigReader.read(environment, nowhere))
        .isInstanceOfSatisfying(
            ConfigReading.Unusable.class,
            reading ->
                assertThat(reading.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.key()).isEqualTo("KOLAN_CONFIG")));
  }

  @Test
  void a_file_that_cannot_be_read_is_told_apart() throws IOException {
    assertThat(problemOf(folder)).contains("a folder", "name the file in it");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xf9});
    assertThat(problemOf(latin)).contains("not UTF-8");
  }

  private static String problemOf(Path file) {
    return ((ConfigReading.Unusable) ConfigReader.read(ACCOUNT, file)).problems().getFirst().line();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s\n", "%s\r", "%s\u00a0", "\u200b%s\u200b", "\ufeff%s", "\"%s\"", " '%s' "})
  void what_was_pasted_around_an_account_is_left_out(String pasted) throws IOException {
    var environment = new TreeMap<String, String>();
    environment.put("TWILIO_ACCOUNT_SID", pasted.formatted(SID));
    environment.put("TWILIO_AUTH_TOKEN", pasted.formatted(TOKEN));
    environment.put("KOLAN_PUBLIC_URL", pasted.formatted("https://a.example"));

    ConfigReading.Usable reading = usable(environment, "");

    assertThat(reading.config().twilio().accountSid()).isEqualTo(SID);
    assertThat(reading.config().twilio().authTokens()).containsExactly(new Secret(TOKEN));
    assertThat(reading.config().publicUrl()).hasToString("https://a.example");
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void what_was_pasted_into_a_token_is_a_problem_that_does_not_show_it() throws IOException {
    String token = TOKEN.substring(0, 8) + "\u200b" + TOKEN.substring(8);

    assertThat(unusable(with("TWILIO_AUTH_TOKEN", token), ""))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.line()).contains("U+200B").doesNotContain("01234567"));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3 characters", "SK0123456789abcdef0123456789abcdef, begins with SK"})
  void a_token_of_another_shape_is_noted_without_being_shown(String token, String told)
      throws IOException {
    var environment = new TreeMap<>(with("TWILIO_AUTH_TOKEN", token));
    environment.put("KOLAN_PUBLIC_URL", "https://a.example");

    assertThat(usable(environment, "").warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning).contains(told, "403").doesNotContain(token));
  }

  @ParameterizedTest
  @CsvSource({
    "AC12, 'AC12, 4 characters'",
    "SK0123456789abcdef0123456789abcdef, begins with SK",
    "0123456789abcdef0123456789abcdef, does not begin with AC"
  })
  void an_account_that_is_none_is_told_beside_all_else(String account, String told)
      throws IOException {
    var environment = new TreeMap<>(with("TWILIO_ACCOUNT_SID", account));
    environment.put("KOLAN_PORT", "none");

    assertThat(unusable(environment, ""))
        .extracting(ConfigProblem::line)
        .hasSize(2)
        .last()
        .asString()
        .contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example:8443,                  https://a.example:8443, names the port 8443",
    "https://a.example/webhook/incoming_call, https://a.example,      twice",
    "https://a.example/webhook/,              https://a.example,      twice",
    "https://a.example/line,                  https://a.example/line, the proxy must take it off",
    "https://10.0.0.7,                        https://10.0.0.7,       does not reach it",
    "https://phone.local,                     https://phone.local,    does not reach it"
  })
  void a_public_url_that_hardly_works_is_noted(String url, String used, String told)
      throws IOException {
    ConfigReading.Usable reading = usable(with("KOLAN_PUBLIC_URL", url), "");

    assertThat(reading.config().publicUrl()).hasToString(used);
    assertThat(reading.warnings()).singleElement().asString().contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example., https://a.example",
    "https://a.example.:443/, https://a.example:443",
    "HTTPS://a.example, https://a.example"
  })
  void another_way_to_write_the_same_public_url_is_none(String url, String used)
      throws IOException {
    ConfigReading.Usable reading = usable(with("KOLAN_PUBLIC_URL", url), "");

    assertThat(reading.config().publicUrl()).hasToString(used);
    assertThat(reading.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example:0", "https://a.example:70000"})
  void a_port_that_does_not_exist_is_a_problem(String url) throws IOException {
    assertThat(unusable(with("KOLAN_PUBLIC_URL", url), ""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("port"));
  }

  @ParameterizedTest
  @CsvSource({
    "hebrew, write he-IL",
    "עברית,  write he-IL",
    "he_IL,  write he-IL",
    "German, write de",
    "xx-YY,  'such as he-IL'",
    "he-XX,  'such as he-IL'"
  })
  void a_language_that_is_no_tag_is_a_problem(String language, String remedy) throws IOException {
    assertThat(unusable(with("KOLAN_LANGUAGE", language), ""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains(remedy));
    assertThat(usable(with("KOLAN_LANGUAGE", "he"), "").config().business().locale().language())
        .isEqualTo("he");
  }

  @Test
  void a_level_of_the_log_that_is_none_is_noted() throws IOException {
    assertThat(usable(with("KOLAN_LOG_LEVEL", "verbose"), "").warnings())
        .anyMatch(warning -> warning.startsWith("KOLAN_LOG_LEVEL is verbose"));
    assertThat(usable(with("KOLAN_LOG_LEVEL", "debug"), "").warnings())
        .noneMatch(warning -> warning.startsWith("KOLAN_LOG_LEVEL"));
  }

  @Test
  void what_a_model_alone_makes_use_of_is_noted_without_one() throws IOException {
    String yaml = "business: {instructions: Be kind, hours: {sunday: '09:00-17:00'}}\n";

    assertThat(usable(ACCOUNT, yaml).warnings())
        .anyMatch(warning -> warning.startsWith("instructions, hours of the business do nothing"));
    assertThat(usable(with("OPENAI_API_KEY", "k"), "mind: openai\n" + yaml).warnings())
        .noneMatch(warning -> warning.contains("do nothing"));
    assertThat(usable(ACCOUNT, "business: {hours: {zone: Europe/Rome}}\n").warnings())
        .noneMatch(warning -> warning.contains("nothing"));
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new TreeMap<>(ACCOUNT);
    environment.put(name, value);
    return environment;
  }

  private ConfigReading.Usable usable(Map<String, String> environment, String yaml)
      throws IOException {
    ConfigReading reading = read(environment, yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Usable.class);
    return (ConfigReading.Usable) reading;
  }

  private List<ConfigProblem> unusable(Map<String, String> environment, String yaml)
      throws IOException {
    ConfigReading reading = read(environment, yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Unusable.class);
    return ((ConfigReading.Unusable) reading).problems();
  }

  private ConfigReading read(Map<String, String> environment, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("kolan.yaml"), yaml);
    return ConfigReader.read(environment, file);
  }
}
