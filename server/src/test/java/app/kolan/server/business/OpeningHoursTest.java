package app.kolan.server.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.HolidayPolicy.DayRule;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.OpeningHours.Opening;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class OpeningHoursTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final Map<DayOfWeek, List<Hours>> WEEK = week();

  private static final OpeningHours SECULAR = new OpeningHours(ISRAEL, WEEK, Map.of(), null);
  private static final OpeningHours USUAL =
      new OpeningHours(ISRAEL, WEEK, Map.of(), HolidayPolicy.USUAL);

  private static Map<DayOfWeek, List<Hours>> week() {
    var week = new HashMap<DayOfWeek, List<Hours>>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, hours("09:00-17:00"));
    }
    week.put(DayOfWeek.WEDNESDAY, hours("09:00-13:00 16:00-19:00"));
    week.put(DayOfWeek.THURSDAY, hours("20:00-02:00"));
    week.put(DayOfWeek.FRIDAY, hours("08:00-13:00"));
    week.put(DayOfWeek.SATURDAY, hours("16:00-01:00"));
    return week;
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:59:59, ''", // a Sunday
    "2026-11-22T09:00,    09:00-17:00",
    "2026-11-22T16:59:59, 09:00-17:00",
    "2026-11-22T17:00,    ''",
    "2026-11-25T14:00,    ''", // between the hours of a Wednesday
    "2026-11-25T16:30,    16:00-19:00",
    "2026-11-27T01:59,    20:00-02:00", // Thursday's night, on Friday
    "2026-11-27T02:00,    ''",
    "2026-03-27T01:30,    20:00-03:00", // the night in which two is three
    "2026-03-27T03:30,    ''",
    "2026-03-29T09:00,    09:00-17:00", // the first working day of summer time
    "2026-10-25T09:00,    09:00-17:00", // the day on which clocks have gone back
    "2026-10-25T00:30,    16:00-01:00"
  })
  void it_is_open_within_its_hours(LocalDateTime at, String open) {
    assertThat(
            SECULAR
                .openingAt(at.atZone(ISRAEL).toInstant())
                .map(OpeningHoursTest::shown)
                .orElse(""))
        .isEqualTo(open);
  }

  @Test
  void a_night_in_which_clocks_change_is_an_hour_longer_or_shorter() {
    var night =
        new OpeningHours(ISRAEL, Map.of(DayOfWeek.SATURDAY, hours("22:00-06:00")), Map.of(), null);

    Opening autumn = night.on(LocalDate.of(2026, 10, 24)).openings().getFirst();
    assertThat(Duration.between(autumn.from(), autumn.to())).isEqualTo(Duration.ofHours(9));
    Opening usual = night.on(LocalDate.of(2026, 10, 31)).openings().getFirst();
    assertThat(Duration.between(usual.from(), usual.to())).isEqualTo(Duration.ofHours(8));

    var gap =
        new OpeningHours(ISRAEL, Map.of(DayOfWeek.FRIDAY, hours("02:30-04:00")), Map.of(), null);
    assertThat(gap.on(LocalDate.of(2026, 3, 27)).openings())
        .extracting(OpeningHoursTest::shown)
        .containsExactly("03:30-04:00");
  }

  @ParameterizedTest
  @CsvSource({
    // day,      usual hours,                  from the policy
    "2026-11-22, 09:00-17:00,                  09:00-17:00", // a plain Sunday
    "2026-11-20, 08:00-13:00,                  08:00-13:00", // Friday in winter: closes before
    "2026-11-21, 16:00-01:00,                  stars-01:00", // Saturday night
    "2025-09-22, 09:00-17:00,                  08:00-13:00", // the eve of Rosh Hashana, a Monday
    "2025-09-23, 09:00-17:00,                  ''", // Rosh Hashana, the first day
    "2025-09-24, 09:00-13:00 16:00-19:00,      ''", // and the second, whose stars come late
    "2025-10-01, 09:00-13:00 16:00-19:00,      08:00-13:00", // the eve of Yom Kippur
    "2025-10-02, 20:00-02:00,                  20:00-02:00", // the night after Yom Kippur
    "2025-10-08, 09:00-13:00 16:00-19:00,      09:00-13:00 16:00-19:00", // chol hamoed
    "2025-10-13, 09:00-17:00,                  08:00-13:00", // Hoshana Raba: eve and chol hamoed
    "2025-10-14, 09:00-17:00,                  ''", // Shemini Atzeret
    "2026-04-01, 09:00-13:00 16:00-19:00,      08:00-13:00", // the eve of Pesach
    "2026-04-02, 20:00-02:00,                  20:00-02:00", // Pesach, a Thursday: at night
    "2026-03-03, 09:00-17:00,                  09:00-17:00", // Purim is a working day
    "2026-12-06, 09:00-17:00,                  09:00-17:00", // and so is Chanukah
  })
  void shabbat_and_holidays_are_cut_away(LocalDate date, String secular, String kept) {
    assertThat(shown(SECULAR, date)).isEqualTo(secular);
    String stars =
        new ShabbatTimes(City.JERUSALEM, ISRAEL)
            .restOn(date)
            .map(rest -> rest.to().toLocalTime().toString())
            .orElse("");
    assertThat(shown(USUAL, date)).isEqualTo(kept.replace("stars", stars));
  }

  @ParameterizedTest
  @CsvSource({
    // The times that are printed for Jerusalem: candles forty minutes before sunset.
    "2026-11-20, 2026-11-21, 15:58, 17:14",
    "2026-06-19, 2026-06-20, 19:09, 20:31",
    "2025-09-22, 2025-09-24, 17:58, 19:09",
    "2025-10-01, 2025-10-02, 17:46, 18:57"
  })
  void candles_and_stars_are_where_the_calendars_have_them(
      LocalDate eve, LocalDate last, LocalTime candles, LocalTime stars) {
    var times = new ShabbatTimes(City.JERUSALEM, ISRAEL);

    LocalTime begins = times.restOn(eve).orElseThrow().from().toLocalTime();
    LocalTime ends = times.restOn(last).orElseThrow().to().toLocalTime();

    assertThat(begins).isCloseTo(candles, within(3, ChronoUnit.MINUTES));
    assertThat(ends).isCloseTo(stars, within(5, ChronoUnit.MINUTES));
  }

  @Test
  void a_friday_that_would_be_open_closes_when_candles_are_lit() {
    var late =
        Map.of(DayOfWeek.FRIDAY, hours("09:00-22:00"), DayOfWeek.SATURDAY, hours("22:00-02:00"));
    var winter = new OpeningHours(ISRAEL, late, Map.of(), HolidayPolicy.USUAL);
    LocalDate friday = LocalDate.of(2026, 11, 20);

    Opening opening = winter.on(friday).openings().getFirst();

    assertThat(opening.to().toLocalTime()).isBetween(LocalTime.of(15, 50), LocalTime.of(16, 5));
    assertThat(winter.openingAt(friday.atTime(21, 0).atZone(ISRAEL).toInstant())).isEmpty();
    assertThat(winter.nextOpening(friday.atTime(21, 0).atZone(ISRAEL).toInstant()))
        .map(Opening::from)
        .contains(friday.plusDays(1).atTime(22, 0).atZone(ISRAEL));
    var coast = new HolidayPolicy(new City(32.087, 34.79, 20), DayRule.USUAL, DayRule.USUAL);
    assertThat(
            new OpeningHours(ISRAEL, late, Map.of(), coast).on(friday).openings().getFirst().to())
        .isAfter(opening.to());
  }

  @Test
  void eves_and_chol_hamoed_are_as_the_business_has_them() {
    var closed = new HolidayPolicy(City.JERUSALEM, DayRule.CLOSED, DayRule.AS_FRIDAY);
    var open = new HolidayPolicy(City.JERUSALEM, DayRule.USUAL, DayRule.USUAL);
    var strict = new OpeningHours(ISRAEL, WEEK, Map.of(), closed);
    var loose = new OpeningHours(ISRAEL, WEEK, Map.of(), open);
    LocalDate eve = LocalDate.of(2025, 9, 22);
    LocalDate between = LocalDate.of(2025, 10, 8);
    LocalDate both = LocalDate.of(2025, 10, 13);

    assertThat(shown(strict, eve)).isEmpty();
    assertThat(shown(strict, between)).isEqualTo("08:00-13:00");
    assertThat(shown(strict, both)).isEmpty();
    assertThat(shown(loose, eve)).isEqualTo("09:00-17:00");
    assertThat(shown(loose, between)).isEqualTo("09:00-13:00 16:00-19:00");
  }

  @Test
  void an_exception_counts_instead_of_everything_else() {
    LocalDate holiday = LocalDate.of(2025, 9, 23);
    LocalDate sunday = LocalDate.of(2026, 11, 22);
    var hours =
        new OpeningHours(
            ISRAEL,
            WEEK,
            Map.of(holiday, hours("10:00-11:00"), sunday, List.of()),
            HolidayPolicy.USUAL);

    assertThat(shown(hours, holiday)).isEqualTo("10:00-11:00");
    assertThat(shown(hours, sunday)).isEmpty();
    assertThat(hours.nextOpening(sunday.atTime(9, 0).atZone(ISRAEL).toInstant()))
        .map(Opening::from)
        .contains(sunday.plusDays(1).atTime(9, 0).atZone(ISRAEL));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00, 2026-11-23T09:00",
    "2026-11-22T08:00, 2026-11-22T09:00",
    "2026-11-25T13:00, 2026-11-25T16:00",
    "2025-09-22T13:00, 2025-09-25T20:00", // over both days of Rosh Hashana
    "2026-11-20T13:00, 2026-11-21T17:14", // over Shabbat
    "2025-10-01T13:00, 2025-10-02T20:00", // over Yom Kippur
  })
  void it_tells_when_it_opens_next(LocalDateTime after, LocalDateTime opens) {
    ZonedDateTime next = USUAL.nextOpening(after.atZone(ISRAEL).toInstant()).orElseThrow().from();

    assertThat(next.toLocalDateTime()).isCloseTo(opens, within(6, ChronoUnit.MINUTES));
  }

  @Test
  void hours_around_the_clock_never_end_and_none_never_begin() {
    var always = new HashMap<DayOfWeek, List<Hours>>();
    for (DayOfWeek day : DayOfWeek.values()) {
      always.put(day, hours("00:00-00:00"));
    }
    var noon = LocalDate.of(2026, 11, 22).atTime(12, 0).atZone(ISRAEL).toInstant();
    var clinic = new OpeningHours(ISRAEL, always, Map.of(), null);
    var closed = new OpeningHours(ISRAEL, Map.of(), Map.of(), HolidayPolicy.USUAL);

    Opening open = clinic.openingAt(noon).orElseThrow();
    assertThat(Duration.between(noon, open.to().toInstant())).isGreaterThan(Duration.ofDays(1));
    assertThat(closed.openingAt(noon)).isEmpty();
    assertThat(closed.nextOpening(noon)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21, שבת", "2025-09-22, ערב ראש השנה", "2025-09-24, ראש השנה",
    "2025-10-02, יום כיפור", "2025-10-08, חול המועד סוכות", "2026-11-22, "
  })
  void special_days_have_their_names(LocalDate date, String name) {
    assertThat(USUAL.on(date).why()).isEqualTo(name);
  }

  private static String shown(OpeningHours hours, LocalDate date) {
    return hours.on(date).openings().stream()
        .map(OpeningHoursTest::shown)
        .collect(Collectors.joining(" "));
  }

  private static String shown(Opening opening) {
    return opening.from().toLocalTime() + "-" + opening.to().toLocalTime();
  }

  private static List<Hours> hours(String text) {
    return Arrays.stream(text.split(" ", -1))
        .map(part -> part.split("-", -1))
        .map(part -> new Hours(LocalTime.parse(part[0]), LocalTime.parse(part[1])))
        .toList();
  }
}
