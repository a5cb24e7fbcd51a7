package app.kolan.server.calendar;

import static app.kolan.server.calendar.CalendarBench.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.CalendarLink.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of appointments and of a calendar of CalDAV that both change, on any server.
abstract class CalDavContract {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Instant NOON = TEN.plus(Duration.ofHours(2));

  @TempDir private Path folder;

  /// An empty collection.
  abstract URI calendar() throws Exception;

  private static String name(Appointment appointment) {
    return CalendarWriter.uid(appointment) + ".ics";
  }

  private static CalendarByHand bound(CalendarBench bench, URI url) throws Exception {
    var _ = bench.bind(Kind.CALDAV, url.toString(), Radicale.USER, Radicale.PASSWORD);
    return new CalendarByHand(url, Radicale.USER, Radicale.PASSWORD);
  }

  @Test
  void what_a_person_has_there_takes_time_here_as_long_as_it_is_there() throws Exception {
    try (var bench = new CalendarBench(folder)) {
      URI url = calendar();
      var dana = new CalendarByHand(url, Radicale.USER, Radicale.PASSWORD);
      dana.write(
          "once.ics",
          "UID:once\nDTSTAMP:20261101T000000Z\nSUMMARY:Dentist\nDTSTART;TZID=Asia/Jerusalem:20261206T100000\nDTEND;TZID=Asia/Jerusalem:20261206T103000");
      var _ = bound(bench, url);
      assertThat(bench.isFree(TEN, HALF_AN_HOUR)).isFalse();
      assertThat(bench.tryToBook(TEN)).isInstanceOf(Outcome.Taken.class);

      // What comes later is told as a change: each Monday at 18:00, also when the clock is changed
      // in March, and a whole day.
      dana.write(
          "weekly.ics",
          "UID:weekly\nDTSTAMP:20261101T000000Z\nSUMMARY:Choir\nDTSTART;TZID=Asia/Jerusalem:20261207T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;TZID=Asia/Jerusalem:20261214T180000");
      dana.write(
          "day.ics",
          "UID:day\nDTSTAMP:20261101T000000Z\nSUMMARY:Trip\nDTSTART;VALUE=DATE:20261210\nDTEND;VALUE=DATE:20261212");
      dana.write(
          "free.ics",
          "UID:free\nDTSTAMP:20261101T000000Z\nSUMMARY:Market\nTRANSP:TRANSPARENT\nDTSTART:20261213T080000Z\nDTEND:20261213T090000Z");
      dana.delete("once.ics");
      assertThat(bench.look()).isTrue();

      assertThat(bench.isFree(TEN, HALF_AN_HOUR)).isTrue();
      assertThat(bench.isFree(Instant.parse("2026-12-07T16:00:00Z"), HALF_AN_HOUR)).isFalse();
      assertThat(bench.isFree(Instant.parse("2026-12-14T16:00:00Z"), HALF_AN_HOUR)).isTrue();
      assertThat(bench.isFree(Instant.parse("2027-04-05T15:00:00Z"), Duration.ofHours(1)))
          .isFalse();
      assertThat(bench.isFree(Instant.parse("2027-04-05T16:00:00Z"), HALF_AN_HOUR)).isTrue();
      assertThat(bench.isFree(Instant.parse("2026-12-09T22:00:00Z"), HALF_AN_HOUR)).isFalse();
      assertThat(bench.isFree(Instant.parse("2026-12-11T21:30:00Z"), HALF_AN_HOUR)).isFalse();
      assertThat(bench.isFree(Instant.parse("2026-12-11T22:00:00Z"), HALF_AN_HOUR)).isTrue();
      assertThat(bench.isFree(Instant.parse("2026-12-13T08:00:00Z"), HALF_AN_HOUR)).isTrue();
      assertThat(bench.link().problem()).isNull();
    }
  }

  @Test
  void appointments_are_there_and_changes_go_both_ways() throws Exception {
    try (var bench = new CalendarBench(folder)) {
      CalendarByHand dana = bound(bench, calendar());
      Appointment mine = bench.book(TEN);
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(mine)))
          .contains("UID:" + CalendarWriter.uid(mine), "DTSTART:20261206T080000Z", "תספורת")
          .contains("רות\\, בת 7")
          .doesNotContain("97250");

      // A person renames it and adds an alarm; then it is moved here.
      dana.change(
          name(mine),
          "SUMMARY:[^\r\n]*",
          "SUMMARY:Ruth (first time)",
          "END:VEVENT",
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:now\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT");
      Appointment moved = bench.move(mine, NOON);
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(mine)))
          .contains("DTSTART:20261206T100000Z", "DTEND:20261206T103000Z", "TRIGGER:-PT15M")
          .contains("SUMMARY:Ruth (first time)")
          .doesNotContain("T080000Z");
      assertThat(bench.now(mine)).isEqualTo(moved);

      // A person moves it, on the clock there.
      dana.change(
          name(mine),
          "DTSTART:20261206T100000Z",
          "DTSTART;TZID=Asia/Jerusalem:20261207T090000",
          "DTEND:20261206T103000Z",
          "DTEND;TZID=Asia/Jerusalem:20261207T093000");
      assertThat(bench.look()).isTrue();
      Appointment theirs = bench.now(mine);
      assertThat(theirs.time().startsAt()).isEqualTo(Instant.parse("2026-12-07T07:00:00Z"));
      assertThat(theirs.changedBy()).isEqualTo(Appointment.BY_CALENDAR);
      assertThat(bench.isFree(NOON, HALF_AN_HOUR)).isTrue();
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine)).isEqualTo(theirs);

      // A person deletes one, and one is cancelled here.
      Appointment second = bench.book(TEN);
      assertThat(bench.look()).isTrue();
      dana.delete(name(mine));
      bench.cancel(second);
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine).state()).isEqualTo(State.CANCELLED);
      assertThat(bench.now(mine).changedBy()).isEqualTo(Appointment.BY_CALENDAR);
      assertThat(dana.read(name(second))).isEmpty();
      assertThat(bench.told(AlertKind.APPOINTMENT)).isEmpty();
      assertThat(bench.link().problem()).isNull();
    }
  }

  @Test
  void a_persons_change_counts_where_both_have_changed_an_appointment() throws Exception {
    try (var bench = new CalendarBench(folder)) {
      CalendarByHand dana = bound(bench, calendar());
      Appointment mine = bench.book(TEN);
      Appointment other = bench.book(NOON);
      assertThat(bench.look()).isTrue();

      dana.change(
          name(mine),
          "DTSTART:20261206T080000Z",
          "DTSTART:20261206T140000Z",
          "DTEND:20261206T083000Z",
          "DTEND:20261206T143000Z");
      Appointment moved = bench.move(mine, TEN.plus(Duration.ofHours(1)));
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine).time().startsAt())
          .isEqualTo(Instant.parse("2026-12-06T14:00:00Z"));
      assertThat(bench.now(mine).revision()).isEqualTo(moved.revision() + 1);
      assertThat(bench.told(AlertKind.APPOINTMENT))
          .singleElement()
          .satisfies(alert -> assertThat(alert.facts()).contains("MOVED", "ביומן"));

      // Where it cannot be as the person wants it, both stay as they are, and the business decides.
      dana.change(
          name(mine),
          "DTSTART:20261206T140000Z",
          "DTSTART:20261206T100000Z",
          "DTEND:20261206T143000Z",
          "DTEND:20261206T103000Z");
      Appointment before = bench.now(mine);
      assertThat(bench.look()).isTrue();
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine)).isEqualTo(before);
      assertThat(bench.now(other).time().startsAt()).isEqualTo(NOON);
      assertThat(dana.read(name(mine))).contains("DTSTART:20261206T100000Z");
      assertThat(bench.told(AlertKind.APPOINTMENT))
          .hasSize(2)
          .anySatisfy(alert -> assertThat(alert.facts()).contains("CLASH"));
    }
  }

  @Test
  void what_was_erased_here_goes_there_and_who_is_bound_anew_finds_his_appointments()
      throws Exception {
    try (var bench = new CalendarBench(folder)) {
      URI url = calendar();
      CalendarByHand dana = bound(bench, url);
      Appointment mine = bench.book(TEN);
      Appointment erased = bench.book(NOON);
      assertThat(bench.look()).isTrue();
      dana.change(name(erased), "SUMMARY:[^\r\n]*", "SUMMARY:Ruth");
      bench
          .database()
          .writeOnly(
              handle -> {
                handle.execute(
                    "delete from appointment_cells where appointment_id = ?", erased.id());
                handle.execute("delete from appointments where id = ?", erased.id());
              });
      assertThat(bench.look()).isTrue();
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(erased))).isEmpty();

      assertThat(bench.stores.crm().calendarLinks().remove(1, bench.link().id())).isTrue();
      dana.write(
          "late.ics",
          "UID:late\nDTSTAMP:20261101T000000Z\nDTSTART:20261206T103000Z\nDTEND:20261206T110000Z");
      var _ = bound(bench, url);
      assertThat(bench.now(mine).state()).isEqualTo(State.BOOKED);
      assertThat(bench.look()).isTrue();
      bench.cancel(bench.now(mine));
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(mine))).isEmpty();
      assertThat(dana.read("late.ics")).contains("UID:late");
      assertThat(bench.isFree(TEN, HALF_AN_HOUR)).isTrue();
    }
  }
}
