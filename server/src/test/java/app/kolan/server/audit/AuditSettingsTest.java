package app.kolan.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.SettingsSource;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AuditSettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void entries_are_kept_for_ever_unless_months_are_set() {
    assertThat(read(Map.of()).oldest(NOW)).isEmpty();
    assertThat(read(Map.of("KOLAN_AUDIT_MONTHS", "24")).oldest(NOW))
        .contains(Instant.parse("2024-11-29T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23", "0", "two years", "99999"})
  void what_the_law_does_not_allow_is_a_problem_and_keeps_everything(String months) {
    var source = SettingsSource.of(Map.of("KOLAN_AUDIT_MONTHS", months));

    assertThat(AuditSettings.GROUP.read(source).oldest(NOW)).isEmpty();
    assertThat(source.problems()).singleElement().asString().contains("from 24");
  }

  private static AuditSettings read(Map<String, String> environment) {
    return AuditSettings.GROUP.read(SettingsSource.of(environment));
  }
}
