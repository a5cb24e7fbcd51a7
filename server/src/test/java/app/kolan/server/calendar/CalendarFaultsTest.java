package app.kolan.server.calendar;

import static app.kolan.server.calendar.CalendarBench.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.calendar.CalDavStandIn.Fault;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.CalendarLink.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calendars that fail, and changes that come at the wrong moment.
@Tag("socket")
class CalendarFaultsTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private CalDavStandIn server;
  private CalendarByHand dana;

  @BeforeEach
  void open() throws IOException {
    server = new CalDavStandIn(true);
    dana = new CalendarByHand(server.calendar(), "dana", "secret");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CalendarBench bench(Duration limit) {
    return new CalendarBench(folder, URI.create("http://127.0.0.1:9/"), limit);
  }

  private void bind(CalendarBench bench) throws InterruptedException {
    var _ = bench.bind(Kind.CALDAV, server.calendar().toString(), "dana", "secret");
  }

  private static String name(Appointment appointment) {
    return CalendarWriter.uid(appointment) + ".ics";
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSES, KEY_REFUSED",
    "OVERLOADED, OVERLOADED",
    "GARBAGE, UNREADABLE",
    "SILENT, SILENT",
    "DRIPS, SILENT"
  })
  void a_calendar_that_fails_is_told_of_once(Fault fault, CalendarProblem problem)
      throws Exception {
    try (CalendarBench bench = bench(Duration.ofSeconds(20))) {
      bind(bench);
    }
    Duration limit =
        problem == CalendarProblem.SILENT ? Duration.ofMillis(300) : Duration.ofSeconds(20);
    try (CalendarBench bench = bench(limit)) {
      server.fail(fault);
      assertThat(bench.look()).isFalse();
      Instant since = bench.clock.instant();
      assertThat(bench.link().problem()).isEqualTo(problem.name());
      // What somebody has to fix is told at once, and what may pass after five minutes.
      assertThat(bench.told(AlertKind.PROVIDER_SICK))
          .hasSize(problem == CalendarProblem.KEY_REFUSED ? 1 : 0);

      bench.clock.advance(Duration.ofMinutes(5));
      var _ = bench.look();
      assertThat(bench.link().problemAt()).isEqualTo(since);
      assertThat(bench.told(AlertKind.PROVIDER_SICK))
          .singleElement()
          .satisfies(
              alert -> assertThat(alert.facts()).contains("calendar", "דנה", since.toString()));
    }
  }

  @Test
  void a_caller_waits_for_a_calendar_as_long_as_its_bound_and_then_not_at_all() throws Exception {
    try (CalendarBench bench = bench(Duration.ofMillis(300))) {
      bind(bench);
      server.fail(Fault.SILENT);
      for (int call = 0; call < 3; call++) {
        bench.clock.advance(Duration.ofSeconds(10));
        assertThat(bench.calendars.silent(1, List.of("dana"))).containsExactly("dana");
      }
      int asked = server.asked().size();
      bench.clock.advance(Duration.ofSeconds(10));
      assertThat(bench.calendars.silent(1, List.of("dana"))).containsExactly("dana");
      assertThat(bench.calendars.silent(1, List.of("yossi"))).isEmpty();

      // Its circuit breaker leaves it alone, and the owner was told once.
      assertThat(server.asked()).hasSize(asked);
      assertThat(bench.told(AlertKind.PROVIDER_SICK))
          .singleElement()
          .satisfies(alert -> assertThat(alert.facts()).contains("calendar", "דנה"));
    }
  }

  @Test
  void an_answer_that_is_lost_makes_no_second_event() throws Exception {
    try (CalendarBench bench = bench(Duration.ofSeconds(20))) {
      bind(bench);
      Appointment mine = bench.book(TEN);
      server.fail(Fault.LOSES_ANSWERS);
      assertThat(bench.look()).isFalse();
      server.fail(Fault.NONE);
      assertThat(dana.read(name(mine))).contains("DTSTART:20261206T080000Z");

      assertThat(bench.look()).isTrue();
      assertThat(bench.link().problem()).isNull();
      assertThat(bench.now(mine).revision()).isZero();
      Appointment moved = bench.move(mine, TEN.plus(Duration.ofHours(1)));
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(mine))).contains("DTSTART:20261206T090000Z");
      assertThat(bench.now(mine)).isEqualTo(moved);
      assertThat(bench.told(AlertKind.APPOINTMENT)).isEmpty();
    }
  }

  @Test
  void what_a_person_changes_in_the_moment_of_writing_is_not_written_over() throws Exception {
    try (CalendarBench bench = bench(Duration.ofSeconds(20))) {
      bind(bench);
      Appointment mine = bench.book(TEN);
      assertThat(bench.look()).isTrue();

      // Other words: they stay, and it is moved.
      Appointment _ = bench.move(mine, TEN.plus(Duration.ofHours(1)));
      server.beforeNextWrite(() -> byHand("SUMMARY:[^\r\n]*", "SUMMARY:Ruth", mine));
      assertThat(bench.look()).isTrue();
      assertThat(dana.read(name(mine))).contains("SUMMARY:Ruth", "DTSTART:20261206T090000Z");
      assertThat(bench.told(AlertKind.APPOINTMENT)).isEmpty();

      // Another time: it counts, and the business is told.
      Appointment _ = bench.move(bench.now(mine), TEN.plus(Duration.ofHours(2)));
      server.beforeNextWrite(
          () ->
              byHand(
                  "DTSTART:20261206T090000Z\r\nDTEND:20261206T093000Z",
                  "DTSTART:20261206T150000Z\r\nDTEND:20261206T153000Z",
                  mine));
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine).time().startsAt())
          .isEqualTo(Instant.parse("2026-12-06T15:00:00Z"));
      assertThat(dana.read(name(mine))).contains("DTSTART:20261206T150000Z");
      assertThat(bench.told(AlertKind.APPOINTMENT)).hasSize(1);

      // Moved there while it is cancelled here: the event is the person's own from now on.
      bench.cancel(bench.now(mine));
      server.beforeNextWrite(
          () ->
              byHand(
                  "DTSTART:20261206T150000Z\r\nDTEND:20261206T153000Z",
                  "DTSTART:20261206T160000Z\r\nDTEND:20261206T163000Z",
                  mine));
      assertThat(bench.look()).isTrue();
      assertThat(bench.look()).isTrue();
      assertThat(bench.now(mine).state()).isEqualTo(State.CANCELLED);
      assertThat(dana.read(name(mine))).contains("DTSTART:20261206T160000Z");
      assertThat(bench.isFree(Instant.parse("2026-12-06T16:00:00Z"), HALF_AN_HOUR)).isFalse();
      assertThat(bench.told(AlertKind.APPOINTMENT)).hasSize(2);
    }
  }

  private void byHand(String pattern, String with, Appointment appointment) {
    try {
      dana.change(name(appointment), pattern, with);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_calendar_that_is_emptied_cancels_nothing_and_one_event_that_is_odd_stops_nothing()
      throws Exception {
    try (CalendarBench bench = bench(Duration.ofSeconds(20))) {
      bind(bench);
      var all = new ArrayList<Appointment>();
      for (int hour = 0; hour < 6; hour++) {
        all.add(bench.book(TEN.plus(Duration.ofHours(hour))));
      }
      assertThat(bench.look()).isTrue();
      dana.put("odd.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:odd\r\nDTSTART:soon\r\n");
      dana.write("good.ics", "UID:good\nDTSTART:20261213T080000Z\nDTEND:20261213T090000Z");
      server.fail(Fault.FORGETS);
      assertThat(bench.look()).isTrue();
      assertThat(bench.link().problem()).isEqualTo("UNREADABLE_EVENT");
      assertThat(bench.isFree(Instant.parse("2026-12-13T08:00:00Z"), HALF_AN_HOUR)).isFalse();
      assertThat(bench.told(AlertKind.PROVIDER_SICK)).isEmpty();

      server.fail(Fault.NONE);
      dana.delete("odd.ics");
      for (Appointment each : all) {
        dana.delete(name(each));
      }
      assertThat(bench.look()).isFalse();
      assertThat(bench.link().problem()).isEqualTo("MANY_GONE");
      assertThat(all).allSatisfy(each -> assertThat(bench.now(each)).isEqualTo(each));
      assertThat(bench.told(AlertKind.PROVIDER_SICK)).hasSize(1);
    }
  }

  @Test
  void nobody_is_bound_to_a_calendar_that_cannot_be_used() throws Exception {
    try (CalendarBench bench = bench(Duration.ofSeconds(20))) {
      String url = server.calendar().toString();
      server.fail(Fault.READ_ONLY);
      assertThat(tried(bench, Kind.CALDAV, url)).isEqualTo(CalendarProblem.READ_ONLY);
      server.fail(Fault.REFUSES);
      assertThat(tried(bench, Kind.CALDAV, url)).isEqualTo(CalendarProblem.KEY_REFUSED);
      server.fail(Fault.GARBAGE);
      assertThat(tried(bench, Kind.CALDAV, url)).isEqualTo(CalendarProblem.UNREADABLE);
      assertThat(tried(bench, Kind.CALDAV, "ftp://example.com/"))
          .isEqualTo(CalendarProblem.REFUSED);
      assertThat(tried(bench, Kind.CALDAV, "http://10.0.0.1/dana/"))
          .isEqualTo(CalendarProblem.SILENT);
      assertThat(tried(bench, Kind.GOOGLE, "dana@example.com")).isEqualTo(CalendarProblem.REFUSED);
      assertThat(bench.stores.crm().calendarLinks().list(1)).isEmpty();
    }
  }

  private static @Nullable CalendarProblem tried(CalendarBench bench, Kind kind, String address)
      throws InterruptedException {
    return bench.calendars.bind(1, "dana", kind, address, "dana", "x", "user:7").problem();
  }
}
