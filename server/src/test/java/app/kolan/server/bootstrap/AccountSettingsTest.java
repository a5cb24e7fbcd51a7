package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Secret;
import app.kolan.server.web.ManagementAddress;
import app.kolan.server.web.TrustedProxies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Twilio account and the public URL, as they are pasted.
@Tag("unit")
class AccountSettingsTest extends ConfigReaderFixture {
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
  void secrets_print_masked() throws IOException {
    assertThat(usable(ACCOUNT, "").toString()).doesNotContain(TOKEN).contains("****");
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
}
