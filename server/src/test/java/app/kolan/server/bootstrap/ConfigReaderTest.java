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
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConfigReaderTest extends ConfigReaderFixture {
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
    assertThat(
            usable(ACCOUNT, "business: {zone: Europe/Rome, hours: {sunday: 09:00-17:00}}")
                .config()
                .business()
                .profile()
                .hours())
        .as("hours that name no zone")
        .returns(ZoneId.of("Europe/Rome"), hours -> hours.zone());
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
}
