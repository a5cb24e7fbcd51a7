package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SessionRenewalTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration AGE = Duration.ofMinutes(50);

  @Test
  void a_session_is_replaced_at_its_age_when_the_server_says_nothing() {
    assertThat(SessionRenewal.due(AGE, null, NOW)).isEqualTo(AGE);
  }

  @Test
  void an_earlier_end_comes_first_with_a_minute_to_spare() {
    assertThat(SessionRenewal.due(AGE, NOW.plus(Duration.ofMinutes(30)), NOW))
        .isEqualTo(Duration.ofMinutes(29));
    assertThat(SessionRenewal.due(AGE, NOW.plus(Duration.ofMinutes(60)), NOW)).isEqualTo(AGE);
  }

  @Test
  void of_a_short_session_a_quarter_is_spared() {
    assertThat(SessionRenewal.due(AGE, NOW.plusSeconds(8), NOW)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void a_server_whose_clock_is_wrong_is_not_believed() {
    assertThat(SessionRenewal.due(AGE, NOW.minusSeconds(1), NOW)).isEqualTo(AGE);
  }
}
