package app.kolan.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.booking.DateExpressions.Span;
import app.kolan.server.business.HolidayPolicy;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DateExpressionsTest {
  /// A Sunday, three days before the eve of Pesach.
  private static final LocalDate TODAY = LocalDate.of(2027, 4, 18);

  private static final DateExpressions WORDS = new DateExpressions(TODAY, HolidayPolicy::isHoliday);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "היום | 2027-04-18",
        "מחר | 2027-04-19",
        "למחר בבקשה | 2027-04-19",
        "מחרתיים | 2027-04-20",
        "יום שלישי | 2027-04-20",
        "ליום שלישי | 2027-04-20",
        "אפשר בשלישי? | 2027-04-20",
        "ביום ג׳ | 2027-04-20",
        "ראשון | 2027-04-25",
        "יום ראשון הבא | 2027-04-25",
        "בשבת | 2027-04-24",
        "ביום חמישי בשבוע הבא | 2027-04-29",
        "בעוד שלושה ימים | 2027-04-21",
        "בעוד 10 ימים | 2027-04-28",
        "עוד יומיים | 2027-04-20",
        "בעוד שבוע | 2027-04-25",
        "עוד שבועיים | 2027-05-02",
        "בעוד שני שבועות | 2027-05-02",
        "בעוד חודש | 2027-05-18",
        "ב-29 באפריל | 2027-04-29",
        "ב29 לאפריל | 2027-04-29",
        "2.5 | 2027-05-02",
        "ב-3/1 | 2028-01-03",
        "2.5.2027 | 2027-05-02",
        "2027-05-02 | 2027-05-02",
        "tomorrow | 2027-04-19",
        "the day after tomorrow | 2027-04-20",
        "next Tuesday | 2027-04-20",
        "in three days | 2027-04-21",
        "April 29 | 2027-04-29",
        "April 29th | 2027-04-29",
        "the 29th of April | 2027-04-29",
        "29 באפריל 2028 | 2028-04-29",
        "29.2 | 2028-02-29",
        "יום הראשון | 2027-04-25",
      })
  void a_day_is_understood(String words, LocalDate day) {
    Span span = WORDS.read(words).orElseThrow();

    assertThat(span.first()).isEqualTo(day);
    assertThat(span.last()).isEqualTo(day);
    assertThat(span.from()).isEqualTo(LocalTime.MIN);
    assertThat(span.until()).isEqualTo(LocalTime.MAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "יש משהו השבוע? | 2027-04-18 | 2027-04-24",
        "בשבוע הבא | 2027-04-25 | 2027-05-01",
        "next week | 2027-04-25 | 2027-05-01",
        "סוף השבוע | 2027-04-23 | 2027-04-24",
        "החודש | 2027-04-18 | 2027-04-30",
        "בחודש הבא | 2027-05-01 | 2027-05-31",
        "עדיף אחרי החג | 2027-04-29 | 2027-05-05",
        "לפני החג | 2027-04-18 | 2027-04-21",
        "אחרי שבת | 2027-04-25 | 2027-05-01",
        "לפני שבת | 2027-04-18 | 2027-04-23",
        "after the holidays | 2027-04-29 | 2027-05-05",
        "אחרי יום שלישי | 2027-04-21 | 2027-04-27",
        "עד יום חמישי | 2027-04-18 | 2027-04-22",
        "לפני חמישי | 2027-04-18 | 2027-04-21",
        "לא לפני יום שלישי | 2027-04-20 | 2027-04-26",
        "אחרי ה-2.5 | 2027-05-03 | 2027-05-09",
        "until May 5th | 2027-04-18 | 2027-05-05",
        "from the 29th of April | 2027-04-29 | 2027-05-05",
        "אחרי יום שלישי בשבוע הבא | 2027-04-28 | 2027-05-04",
        "בסוף השבוע הבא | 2027-04-30 | 2027-05-01",
        "עד סוף השבוע הבא | 2027-04-18 | 2027-05-01",
        "next weekend | 2027-04-30 | 2027-05-01",
        "after the weekend | 2027-04-25 | 2027-05-01",
        "לפני סוף השבוע | 2027-04-18 | 2027-04-22",
      })
  void several_days_are_understood(String words, LocalDate first, LocalDate last) {
    Span span = WORDS.read(words).orElseThrow();

    assertThat(span.first()).isEqualTo(first);
    assertThat(span.last()).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "מחר בבוקר | 2027-04-19 | 00:00 | 11:59",
        "יום שלישי אחרי הצהריים | 2027-04-20 | 12:00 | 18:00",
        "ביום ד׳ אחה״צ | 2027-04-21 | 12:00 | 18:00",
        "מחר בצהריים | 2027-04-19 | 12:00 | 15:00",
        "הערב | 2027-04-18 | 17:00 | 23:59:59.999999999",
        "ב-29 באפריל אחרי חמש | 2027-04-29 | 17:00 | 23:59:59.999999999",
        "מחר אחרי 10:30 | 2027-04-19 | 10:30 | 23:59:59.999999999",
        "מחר לפני עשר | 2027-04-19 | 00:00 | 10:00",
        "מחר בבוקר אחרי שבע | 2027-04-19 | 07:00 | 11:59",
        "tomorrow afternoon | 2027-04-19 | 12:00 | 18:00",
        "מחר לא לפני עשר | 2027-04-19 | 10:00 | 23:59:59.999999999",
        "לפני 2.5 בבוקר | 2027-04-18 | 00:00 | 11:59",
      })
  void a_part_of_a_day_is_understood(String words, LocalDate day, LocalTime from, LocalTime until) {
    Span span = WORDS.read(words).orElseThrow();

    assertThat(span.first()).isEqualTo(day);
    assertThat(span.from()).isEqualTo(from);
    assertThat(span.until()).isEqualTo(until);
  }

  @Test
  void a_part_of_the_day_alone_is_of_any_day() {
    Span span = WORDS.read("רק בבוקר").orElseThrow();

    assertThat(span.first()).isEqualTo(TODAY);
    assertThat(span.last()).isEqualTo(LocalDate.MAX);
    assertThat(span.until()).isEqualTo(LocalTime.of(11, 59));
  }

  @Test
  void the_holidays_are_those_of_the_whole_season_and_the_holiday_is_the_next_one() {
    var beforeTishrei = new DateExpressions(LocalDate.of(2026, 9, 1), HolidayPolicy::isHoliday);

    assertThat(beforeTishrei.read("אחרי החגים").orElseThrow().first())
        .isEqualTo(LocalDate.of(2026, 10, 4));
    assertThat(beforeTishrei.read("אחרי החג").orElseThrow().first())
        .isEqualTo(LocalDate.of(2026, 9, 14));
  }

  @Test
  void on_shabbat_before_shabbat_is_before_the_next_one() {
    var saturday = new DateExpressions(LocalDate.of(2027, 4, 17), HolidayPolicy::isHoliday);

    assertThat(saturday.read("לפני שבת").orElseThrow().last()).isEqualTo(LocalDate.of(2027, 4, 23));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "לא יודעת",
        "soonish",
        "31.2",
        "99.99.9999",
        "אחרי הטיול",
        "בעוד",
        "יום",
        "התור הראשון שיש",
        "ט״ו בשבט בבוקר",
        "Christmas in the morning",
        "לא מחר",
        "לא בבוקר",
        "אחרי 10 לחודש",
        "after a while"
      })
  void what_names_no_day_is_not_guessed(String words) {
    assertThat(WORDS.read(words)).isEmpty();
  }

  @Test
  void any_text_is_understood_or_not_and_nothing_fails() {
    var random = new Random(7);
    String[] parts = {
      "יום",
      "אחרי",
      "לפני",
      "החג",
      "בעוד",
      "שני",
      "שבוע",
      "הבא",
      "9",
      "31",
      ".",
      "/",
      "מחר",
      "ב",
      "ה'",
      "2027-13-40",
      "next",
      "in",
      "the",
      "בבוקר",
      "23:59",
      "אפריל",
      "\u05b8",
      "🎈",
      "שבת"
    };
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(7); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
      }
      assertThat(WORDS.read(text.toString())).as(text.toString()).isNotNull();
    }
  }
}
