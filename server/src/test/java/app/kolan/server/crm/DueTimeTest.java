package app.kolan.server.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DueTimeTest {
  private static final ZoneId JERUSALEM = ZoneId.of("Asia/Jerusalem");

  /// 14:00 in Jerusalem.
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "17:00, 2026-11-29T15:00:00Z",
    "9:30, 2026-11-30T07:30:00Z",
    "14:00, 2026-11-30T12:00:00Z",
    "2026-11-30 08:00, 2026-11-30T06:00:00Z",
    "2026-11-30T08:00:30, 2026-11-30T06:00:30Z",
    "2026-11-29T15:00:00Z, 2026-11-29T15:00:00Z",
    "2026-11-29T17:00+02:00, 2026-11-29T15:00:00Z"
  })
  void a_time_is_read_on_the_clock_of_the_business(String typed, Instant due) {
    assertThat(DueTime.parse(typed, JERUSALEM, NOW)).contains(due);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "25:00",
        "17",
        "17:60",
        "2026-11-29 13:59",
        "2027-03-01T10:00",
        "2026-02-30T10:00",
        "T",
        "9999999999-01-01T00:00",
        "2026-11-30T08:00Q",
        "-1:30"
      })
  void what_is_no_time_to_come_is_none(String typed) {
    assertThat(DueTime.parse(typed, JERUSALEM, NOW)).isEmpty();
  }

  @Test
  void a_time_that_the_clock_leaps_over_is_the_one_after_the_leap() {
    Instant before = Instant.parse("2026-03-26T12:00:00Z");

    assertThat(DueTime.parse("2026-03-27T02:30", JERUSALEM, before))
        .contains(Instant.parse("2026-03-27T00:30:00Z"));
  }

  @Test
  void people_are_reminded_a_quarter_of_an_hour_before_or_at_once() {
    assertThat(DueTime.reminder(NOW.plusSeconds(3600), NOW)).isEqualTo(NOW.plusSeconds(2700));
    assertThat(DueTime.reminder(NOW.plusSeconds(60), NOW)).isEqualTo(NOW);
  }
}
