package app.kolan.server.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.console.settings.HoursPreview.PreviewDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The coming weeks as the form of the hours shows them.
@Tag("unit")
class HoursPreviewTest {
  private static final Hours MORNING = new Hours(LocalTime.of(9, 0), LocalTime.of(13, 0));

  @Test
  void a_holiday_is_closed_by_its_name_and_a_date_of_its_own_is_open() {
    LocalDate day = LocalDate.of(2026, 9, 9);
    var hours =
        new OpeningHours(
            ZoneId.of("Asia/Jerusalem"),
            Map.of(DayOfWeek.SUNDAY, List.of(MORNING), DayOfWeek.MONDAY, List.of(MORNING)),
            Map.of(LocalDate.of(2026, 9, 15), List.of(MORNING)),
            HolidayPolicy.USUAL);

    HoursPreview preview = HoursPreview.of(hours, day);

    assertThat(preview.weeks()).hasSize(4).allSatisfy(week -> assertThat(week).hasSize(7));
    PreviewDay newYear = preview.weeks().get(1).getFirst();
    assertThat(newYear.date()).isEqualTo(LocalDate.of(2026, 9, 13));
    assertThat(newYear.openings()).isEmpty();
    assertThat(newYear.why()).contains("ראש השנה");
    assertThat(newYear.exception()).isFalse();
    PreviewDay own = preview.weeks().get(1).get(2);
    assertThat(own.openings()).containsExactly("09:00–13:00");
    assertThat(own.exception()).isTrue();
    PreviewDay usual = preview.weeks().getFirst().get(1);
    assertThat(usual.openings()).containsExactly("09:00–13:00");
    assertThat(usual.past()).isTrue();
    assertThat(usual.why()).isNull();
    assertThat(usual.shortDate()).isEqualTo("7.9");
  }
}
