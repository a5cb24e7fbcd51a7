package app.kolan.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SmtpSettingsTest {
  @Test
  void without_a_url_no_mail_is_sent() {
    assertThat(SmtpSettings.GROUP.read(SettingsSource.of(Map.of()))).isEmpty();
  }

  @Test
  void a_url_has_the_whole_of_it() {
    SettingsSource source =
        SettingsSource.of(
            Map.of("KOLAN_SMTP_URL", "smtp://kolan%40example.com:p+a%3Ass@mail.example.com"));

    assertThat(SmtpSettings.GROUP.read(source))
        .contains(
            new SmtpSettings(
                "mail.example.com",
                587,
                false,
                "kolan@example.com",
                new Secret("p+a:ss"),
                "kolan@example.com"));
    assertThat(source.problems()).isEmpty();
    assertThat(SmtpSettings.GROUP.read(source).toString()).doesNotContain("p+a:ss");
  }

  @Test
  void tls_from_the_first_byte_has_its_own_port() {
    SettingsSource source =
        SettingsSource.of(
            Map.of(
                "KOLAN_SMTP_URL", "smtps://mail.example.com", "KOLAN_MAIL_FROM", "k@example.com"));

    assertThat(SmtpSettings.GROUP.read(source))
        .contains(new SmtpSettings("mail.example.com", 465, true, null, null, "k@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://a b",
        "smtp://user@h",
        "smtp://h"
      })
  void what_cannot_be_used_is_a_problem_without_the_password(String url) {
    SettingsSource source = SettingsSource.of(Map.of("KOLAN_SMTP_URL", url));

    assertThat(SmtpSettings.GROUP.read(source)).isEmpty();
    assertThat(source.problems()).hasSize(1);
  }
}
