package app.kolan.server.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What events of other programs mean.
@Tag("unit")
class ICalendarReaderTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final Instant FROM = Instant.parse("2026-11-29T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-12-31T00:00:00Z");

  private static String calendar(String... events) {
    var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    for (String event : events) {
      text.append("BEGIN:VEVENT\r\nUID:x\r\n")
          .append(event.replace("\n", "\r\n"))
          .append("\r\nEND:VEVENT\r\n");
    }
    return text.append("END:VCALENDAR\r\n").toString();
  }

  private static List<BusyTime> busy(String... events) throws MalformedCalendar {
    return ICalendarReader.read(calendar(events), ISRAEL).busy(FROM, TO);
  }

  private static BusyTime time(String from, String to) {
    return new BusyTime(Instant.parse(from), Instant.parse(to));
  }

  /// 10:00 in Jerusalem, as programs write it.
  @ParameterizedTest
  @CsvSource({
    "DTSTART:20261206T080000Z",
    "DTSTART:20261206T100000",
    "DTSTART;TZID=Asia/Jerusalem:20261206T100000",
    "DTSTART;TZID=\"Asia/Jerusalem\":20261206T100000",
    "DTSTART;TZID=Israel Standard Time:20261206T100000",
    "DTSTART;TZID=/citadel.org/20210210_1/Asia/Jerusalem:20261206T100000",
    "DTSTART;TZID=Europe/Paris:20261206T090000",
    "DTSTART;TZID=A name of its own:20261206T100000"
  })
  void a_time_is_in_its_zone(String start) throws Exception {
    assertThat(busy(start + "\nDURATION:PT45M"))
        .containsExactly(time("2026-12-06T08:00:00Z", "2026-12-06T08:45:00Z"));
  }

  @Test
  void a_zone_of_its_own_counts_as_it_is_described() throws Exception {
    String text =
        """
        BEGIN:VCALENDAR
        BEGIN:VTIMEZONE
        TZID:Office
        X-LIC-LOCATION:America/New_York
        END:VTIMEZONE
        BEGIN:VTIMEZONE
        TZID:Fixed
        BEGIN:STANDARD
        TZOFFSETTO:+0300
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        DTSTART;TZID=Office:20261206T100000
        DURATION:PT1H
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;TZID=Fixed:20261207T100000
        DURATION:PT1H
        END:VEVENT
        END:VCALENDAR
        """;

    assertThat(ICalendarReader.read(text, ISRAEL).busy(FROM, TO))
        .containsExactly(
            time("2026-12-06T15:00:00Z", "2026-12-06T16:00:00Z"),
            time("2026-12-07T07:00:00Z", "2026-12-07T08:00:00Z"));
  }

  @Test
  void whole_days_end_at_midnight_also_when_the_clock_is_changed() throws Exception {
    assertThat(busy("DTSTART;VALUE=DATE:20270326"))
        .containsExactly(time("2027-03-25T22:00:00Z", "2027-03-26T21:00:00Z"));
    assertThat(busy("DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270328"))
        .containsExactly(time("2027-03-24T22:00:00Z", "2027-03-27T21:00:00Z"));
  }

  @Test
  void who_is_free_or_has_cancelled_is_not_busy() throws Exception {
    String time = "DTSTART:20261206T080000Z\nDTEND:20261206T090000Z\n";
    assertThat(busy(time + "TRANSP:TRANSPARENT")).isEmpty();
    assertThat(busy(time + "X-MICROSOFT-CDO-BUSYSTATUS:FREE")).isEmpty();
    assertThat(busy(time + "STATUS:CANCELLED")).isEmpty();
    assertThat(busy("DTSTART:20261206T080000Z")).isEmpty();
    assertThat(busy(time + "STATUS:TENTATIVE\nBEGIN:VALARM\nTRANSP:TRANSPARENT\nEND:VALARM"))
        .hasSize(1);
  }

  @Test
  void what_repeats_goes_by_the_clock_with_its_exceptions() throws Exception {
    String master =
        """
        DTSTART;TZID=Asia/Jerusalem:20260301T090000
        DTEND;TZID=Asia/Jerusalem:20260301T100000
        RRULE:FREQ=MONTHLY;BYDAY=1SU;UNTIL=20270501T000000Z
        EXDATE;TZID=Asia/Jerusalem:20270103T090000
        RDATE;TZID=Asia/Jerusalem:20270105T090000""";
    String moved =
        """
        RECURRENCE-ID;TZID=Asia/Jerusalem:20270207T090000
        DTSTART;TZID=Asia/Jerusalem:20270208T120000
        DTEND;TZID=Asia/Jerusalem:20270208T130000""";
    String cancelled =
        """
        RECURRENCE-ID:20270307T070000Z
        STATUS:CANCELLED
        DTSTART:20270307T070000Z
        DTEND:20270307T080000Z""";

    assertThat(busy(master, moved, cancelled))
        .containsExactly(
            time("2026-12-06T07:00:00Z", "2026-12-06T08:00:00Z"),
            time("2027-01-05T07:00:00Z", "2027-01-05T08:00:00Z"),
            time("2027-02-08T10:00:00Z", "2027-02-08T11:00:00Z"),
            time("2027-04-04T06:00:00Z", "2027-04-04T07:00:00Z"));
  }

  @Test
  void a_rule_ends_by_its_count_and_by_its_last_day() throws Exception {
    String day = "DTSTART;TZID=Asia/Jerusalem:20261201T090000\nDURATION:PT1H\n";
    assertThat(busy(day + "RRULE:FREQ=DAILY;COUNT=3")).hasSize(3);
    assertThat(busy(day + "RRULE:FREQ=DAILY;UNTIL=20261204")).hasSize(4);
    assertThat(busy(day + "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU;COUNT=5")).hasSize(5);
    assertThat(busy("DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=YEARLY;COUNT=9")).hasSize(2);
    // It began years ago, and comes to no end.
    assertThat(busy("DTSTART:19990101T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY")).hasSize(397);
  }

  @Test
  void an_event_of_very_many_times_is_read_in_bounds() throws Exception {
    assertThat(busy("DTSTART:20261206T080000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"))
        .hasSizeLessThanOrEqualTo(2000)
        .isNotEmpty();
    for (String rule :
        List.of("FREQ=SECONDLY", "FREQ=DAILY;BYSECOND=1,2", "FREQ=SECONDLY;COUNT=9999999")) {
      assertThatThrownBy(() -> busy("DTSTART:00010101T000000Z\nDURATION:PT1S\nRRULE:" + rule))
          .as("nobody walks through so many times")
          .isInstanceOf(MalformedCalendar.class);
    }
    assertThatThrownBy(
            () -> busy("DTSTART:20261206T080000Z\nDURATION:PT1S\nRRULE:FREQ=FORTNIGHTLY"))
        .isInstanceOf(MalformedCalendar.class);
  }

  @Test
  void any_text_is_a_calendar_or_malformed() {
    String good =
        calendar("DTSTART:20261206T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4");
    var random = new Random(43);
    for (int round = 0; round < 500; round++) {
      var text = new StringBuilder(good);
      for (int change = 0; change < 4; change++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      try {
        assertThat(ICalendarReader.read(text.toString(), ISRAEL).busy(FROM, TO)).isNotNull();
      } catch (MalformedCalendar e) {
        assertThat(e).hasMessageNotContaining("VEVENT");
      }
    }
    for (String text : List.of("", "<html>", "BEGIN:VCARD\r\nEND:VCARD", calendar("SUMMARY:x"))) {
      assertThatThrownBy(() -> ICalendarReader.read(text, ISRAEL))
          .isInstanceOf(MalformedCalendar.class);
    }
  }

  @Test
  void moving_an_event_leaves_what_others_have_written() throws Exception {
    String text =
        calendar(
            "SUMMARY:Ruth\nDTSTART;TZID=Asia/Jerusalem:20261206T\n 100000\nDURATION:PT1H\nCOLOR:red\n"
                + "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nEND:VALARM");
    var to =
        new CalendarEvent(
            "x",
            3,
            FROM,
            Instant.parse("2026-12-07T08:00:00Z"),
            Instant.parse("2026-12-07T08:30:00Z"),
            "ignored",
            null,
            null,
            null,
            false);

    String moved = ICalendarEdit.moved(text, to);

    assertThat(moved)
        .contains("SUMMARY:Ruth", "COLOR:red", "TRIGGER:-PT15M", "DURATION:PT5M", "SEQUENCE:3")
        .doesNotContain("100000", "PT1H", "ignored");
    CalendarObject read = ICalendarReader.read(moved, ISRAEL);
    assertThat(read.time())
        .hasValueSatisfying(
            time -> {
              assertThat(time.from()).isEqualTo(to.startsAt());
              assertThat(Duration.between(time.from(), time.to())).hasMinutes(30);
            });
    assertThat(read.uid()).isEqualTo("x");
  }
}
