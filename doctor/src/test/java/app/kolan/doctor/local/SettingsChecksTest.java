package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.PublicUrl;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SettingsChecksTest {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @Test
  void usable_settings_are_fine() {
    assertThat(new SettingsCheck(draft(Map.of())).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FINE);
              assertThat(finding.what()).contains("mode converse, port 8080");
            });
  }

  @Test
  void every_unusable_setting_is_broken_with_its_remedy() {
    List<Finding> findings =
        new SettingsCheck(draft(Map.of("KOLAN_PORT", "http", "KOLAN_MODE", "sing"))).look();

    assertThat(findings).extracting(Finding::level).containsOnly(Level.BROKEN);
    assertThat(findings)
        .extracting(Finding::what)
        .containsExactly("KOLAN_PORT is http", "KOLAN_MODE is sing");
    assertThat(findings)
        .extracting(Finding::remedy)
        .containsExactly("Give a number from 0 to 65535.", "Choose converse, listen or voicemail.");
  }

  @Test
  void a_variable_that_is_no_setting_is_a_warning() {
    assertThat(new SettingsCheck(draft(Map.of("KOLAN_PROT", "1"))).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.what()).contains("did you mean KOLAN_PORT?");
            });
  }

  @Test
  void what_was_set_by_mistake_is_not_shown() {
    ConfigDraft draft =
        draft(
            Map.of(
                "TWILIO_ACCOUNT_SID",
                TOKEN,
                "KOLAN_PUBLIC_URL",
                "https://me:password@phone.example.com",
                "KOLAN_HUMAN_NUMBER",
                "0501234567"));

    assertThat(new SettingsCheck(draft).look().toString())
        .doesNotContain(TOKEN, "password", "0501234567")
        .contains("a text of 32 characters", "****@phone.example.com", "********67");
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789abcdef0123456789abcde, it has 31 characters",
    "0123456789 abcdef0123456789abcdef, quotation marks or spaces",
    "SK0123456789abcdef0123456789abcdef, it begins with SK"
  })
  void a_token_of_another_shape_is_named_without_being_shown(String token, String cause) {
    List<Finding> findings = new CredentialsCheck(draft(Map.of("TWILIO_AUTH_TOKEN", token))).look();

    assertThat(findings).singleElement().satisfies(finding -> assertIsDoubted(finding, cause));
    assertThat(findings.toString()).doesNotContain(token.substring(3));
  }

  private static void assertIsDoubted(Finding finding, String cause) {
    assertThat(finding.level()).isEqualTo(Level.WARNING);
    assertThat(finding.why()).contains(cause, "403");
    assertThat(finding.codes()).contains(11200);
  }

  @Test
  void an_account_of_another_shape_is_broken_beside_whatever_else_is() {
    assertThat(
            new SettingsCheck(draft(Map.of("TWILIO_ACCOUNT_SID", "AC12", "KOLAN_PORT", "none")))
                .look())
        .extracting(Finding::what)
        .containsExactlyInAnyOrder(
            "KOLAN_PORT is none", "TWILIO_ACCOUNT_SID is AC12, 4 characters in place of 34");
  }

  @Test
  void a_rotation_is_a_note_and_a_token_twice_as_well() {
    String other = TOKEN.replace('0', '1');

    assertThat(credentials(TOKEN + "," + other)).contains("2 tokens");
    assertThat(credentials(TOKEN + "," + TOKEN)).contains("twice");
    assertThat(credentials(TOKEN)).contains("right shape");
  }

  private static String credentials(String tokens) {
    return new CredentialsCheck(draft(Map.of("TWILIO_AUTH_TOKEN", tokens)))
        .look()
        .getFirst()
        .what();
  }

  @ParameterizedTest
  @CsvSource({
    "http://phone.example.com, BROKEN, 31922",
    "https://localhost, BROKEN, 11205",
    "https://192.168.1.20, BROKEN, 11205",
    "https://phone.local, BROKEN, 11205",
    "https://phone.example.com/webhook/incoming_call, BROKEN, 11200"
  })
  void a_public_url_that_cannot_work_is_broken(String url, Level level, int code) {
    assertThat(publicUrl(url)).extracting(Finding::level).contains(level);
    assertThat(publicUrl(url)).flatExtracting(Finding::codes).contains(code);
  }

  @ParameterizedTest
  @CsvSource({
    "https://phone.example.com:8443, WARNING, 8443",
    "https://phone.example.com:443, NOTE, which it need not",
    "https://phone.example.com/kolan, NOTE, /kolan",
    "https://Phone.example.com, NOTE, capital",
    "https://phone.example.com, FINE, https://phone.example.com"
  })
  void an_unusual_public_url_is_reported(String url, Level level, String told) {
    assertThat(publicUrl(url))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.what()).contains(told);
            });
  }

  @Test
  void voicemail_needs_no_https() {
    PublicUrl url = PublicUrl.parse("http://phone.example.com").orElseThrow();

    assertThat(new PublicUrlCheck(url, AnswerMode.VOICEMAIL).look())
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
  }

  @Test
  void a_missing_public_url_is_a_warning() {
    assertThat(new PublicUrlCheck(null, AnswerMode.CONVERSE).look())
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+9991234567", "+1234567"})
  void a_humans_number_that_cannot_be_assigned_is_a_warning(String number) {
    assertThat(new HumanNumberCheck(draft(Map.of("KOLAN_HUMAN_NUMBER", number))).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.codes()).contains(13223);
              assertThat(finding.what()).doesNotContain(number);
            });
  }

  @Test
  void a_humans_number_of_no_known_range_is_a_note() {
    assertThat(new HumanNumberCheck(draft(Map.of("KOLAN_HUMAN_NUMBER", "+972501234567"))).look())
        .extracting(Finding::level)
        .containsExactly(Level.NOTE);
  }

  @Test
  void a_humans_number_is_reported_masked() {
    assertThat(new HumanNumberCheck(draft(Map.of("KOLAN_HUMAN_NUMBER", "+972502345678"))).look())
        .extracting(Finding::what)
        .containsExactly("callers who ask for a human are put through to ***********78");
    assertThat(new HumanNumberCheck(draft(Map.of())).look()).isEmpty();
  }

  private static List<Finding> publicUrl(String url) {
    return new PublicUrlCheck(PublicUrl.parse(url).orElseThrow(), AnswerMode.CONVERSE).look();
  }

  private static ConfigDraft draft(Map<String, String> changed) {
    var environment = new HashMap<String, String>();
    environment.put("TWILIO_ACCOUNT_SID", ACCOUNT);
    environment.put("TWILIO_AUTH_TOKEN", TOKEN);
    environment.put("KOLAN_PUBLIC_URL", "https://phone.example.com");
    environment.putAll(changed);
    return ConfigReader.draft(environment, Path.of("no-such-file.yaml"));
  }
}
