package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.settings.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class AlertRulesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TWILIO_ACCOUNT_SID", "AC" + "a".repeat(32),
          "TWILIO_AUTH_TOKEN", "token",
          "KOLAN_PUBLIC_URL", "https://phone.example.com");

  @TempDir private Path folder;

  @Test
  void rules_are_read_with_what_holds_where_nothing_is_said() throws IOException {
    ConfigReading reading =
        read(
            """
            - {to: 'mail:owner@example.com', quiet: [shabbat, '22:00-07:00']}
            - {to: 'sms:+972501234567', from: '+97231234567', kinds: [promise-due, daily-digest], digest: 20:30}
            - {to: 'webhook:https://crm.example.com/alerts', secret: signs}
            """);

    assertThat(reading).isInstanceOf(ConfigReading.Usable.class);
    List<AlertRule> rules = ((ConfigReading.Usable) reading).config().business().profile().alerts();
    assertThat(rules)
        .extracting(AlertRule::channel)
        .containsExactly(Channel.MAIL, Channel.SMS, Channel.WEBHOOK);
    assertThat(rules.get(0).kinds())
        .containsExactlyInAnyOrder(
            AlertKind.APPOINTMENT,
            AlertKind.NEW_LEAD,
            AlertKind.MESSAGE,
            AlertKind.MISSED_CALL,
            AlertKind.CALL_BROKEN);
    assertThat(rules.get(0).quiet().daily()).hasSize(1);
    assertThat(rules.get(1).kinds())
        .containsExactlyInAnyOrder(AlertKind.PROMISE_DUE, AlertKind.DAILY_DIGEST);
    assertThat(rules)
        .extracting(AlertRule::digestAt)
        .startsWith(LocalTime.of(18, 0), LocalTime.of(20, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: 'mail:nobody'                             | mail:owner@example.com",
        "to: 'post:me'                                 | begin it with mail:",
        "to: 'sms:0501234567', from: '+97231234567'    | E.164",
        "to: 'sms:+972501234567'                       | from is not set",
        "to: 'webhook:https://crm.example.com/x'       | secret is not set",
        "to: 'mail:a@example.com', secret: x           | only a webhook is signed",
        "to: 'mail:a@example.com', kinds: [new-leed]   | new-lead",
        "to: 'mail:a@example.com', kinds: [test]       | there is no such kind",
        "to: 'mail:a@example.com', kinds: [weekly]       | there is no such kind",
        "to: 'mail:a@example.com', digest: evening     | write a time of the day",
        "to: 'mail:a@example.com', quiet: [nights]     | 22:00-07:00",
        "to: 'mail:a@example.com', template: HX1       | only WhatsApp has templates",
      })
  void what_is_wrong_is_told_with_its_remedy(String rule, String remedy) throws IOException {
    ConfigReading reading = read("- {%s}\n".formatted(rule));

    assertThat(reading).isInstanceOf(ConfigReading.Unusable.class);
    assertThat(((ConfigReading.Unusable) reading).problems())
        .extracting(ConfigProblem::line)
        .anySatisfy(line -> assertThat(line).contains(remedy).startsWith("business.alerts"));
  }

  private ConfigReading read(String rules) throws IOException {
    Path file = folder.resolve("kolan.yaml");
    Files.writeString(file, "business:\n  alerts:\n" + rules.indent(4));
    return ConfigReader.read(ENVIRONMENT, file);
  }
}
