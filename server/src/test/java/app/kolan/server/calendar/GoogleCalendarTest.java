package app.kolan.server.calendar;

import static app.kolan.server.calendar.CalendarBench.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.CalendarLink.Kind;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A calendar at Google, which a stand-in plays; no account was tried.
@Tag("socket")
class GoogleCalendarTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private GoogleStandIn google;
  private CalendarBench bench;

  @BeforeEach
  void open() throws Exception {
    google = new GoogleStandIn();
    bench = new CalendarBench(folder, google.api(), Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    bench.close();
    google.close();
  }

  private static ObjectNode at(String from, String to) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("start").put("dateTime", from).put("timeZone", "Asia/Jerusalem");
    event.putObject("end").put("dateTime", to).put("timeZone", "Asia/Jerusalem");
    return event;
  }

  private static String id(Appointment appointment) {
    return CalendarWriter.uid(appointment).replace("-", "a");
  }

  private void bind() throws InterruptedException {
    var _ = bench.bind(Kind.GOOGLE, GoogleStandIn.CALENDAR, "", google.keyFile());
  }

  @Test
  void what_a_person_has_at_google_takes_time_here() throws Exception {
    google.byHand("dentist", at("2026-12-06T10:00:00+02:00", "2026-12-06T10:30:00+02:00"));
    google.byHand(
        "free",
        at("2026-12-07T10:00:00+02:00", "2026-12-07T10:30:00+02:00")
            .put("transparency", "transparent"));
    google.byHand(
        "office",
        at("2026-12-07T10:00:00+02:00", "2026-12-07T18:00:00+02:00")
            .put("eventType", "workingLocation"));
    ObjectNode declined = at("2026-12-07T10:00:00+02:00", "2026-12-07T10:30:00+02:00");
    declined.putArray("attendees").addObject().put("self", true).put("responseStatus", "declined");
    google.byHand("declined", declined);
    ObjectNode day = JSON.createObjectNode();
    day.putObject("start").put("date", "2026-12-10");
    day.putObject("end").put("date", "2026-12-11");
    google.byHand("day", day);
    bind();

    assertThat(bench.isFree(TEN, HALF_AN_HOUR)).isFalse();
    assertThat(bench.isFree(TEN.plus(Duration.ofDays(1)), HALF_AN_HOUR)).isTrue();
    assertThat(bench.isFree(Instant.parse("2026-12-09T22:00:00Z"), HALF_AN_HOUR)).isFalse();
    assertThat(bench.isFree(Instant.parse("2026-12-10T22:00:00Z"), HALF_AN_HOUR)).isTrue();

    google.byHand("dentist", null);
    google.byHand("lunch", at("2026-12-06T12:00:00+02:00", "2026-12-06T13:00:00+02:00"));
    assertThat(bench.look()).isTrue();
    assertThat(bench.isFree(TEN, HALF_AN_HOUR)).isTrue();
    assertThat(bench.isFree(TEN.plus(Duration.ofHours(2)), HALF_AN_HOUR)).isFalse();

    int one = google.tokens();
    assertThat(bench.look()).isTrue();
    assertThat(google.tokens()).as("a token serves many looks").isEqualTo(one);

    // A token of changes and one of access that are no longer good are had anew.
    google.byHand("lunch", null);
    google.forgetSyncTokens();
    google.revokeTokens();
    int before = google.tokens();
    assertThat(bench.look()).isTrue();
    assertThat(google.tokens()).isEqualTo(before + 1);
    assertThat(bench.isFree(TEN.plus(Duration.ofHours(2)), HALF_AN_HOUR)).isTrue();
  }

  @Test
  void appointments_are_at_google_and_changes_go_both_ways() throws Exception {
    bind();
    Appointment mine = bench.book(TEN);
    Appointment other = bench.book(TEN.plus(Duration.ofHours(5)));
    assertThat(bench.look()).isTrue();
    assertThat(google.event(id(mine)).path("summary").asText()).isEqualTo("תספורת: רות, בת 7");
    assertThat(google.event(id(mine)).toString()).doesNotContain("97250");

    google.byHand(id(mine), JSON.createObjectNode().put("colorId", "4"));
    Appointment moved = bench.move(mine, TEN.plus(Duration.ofHours(1)));
    assertThat(bench.look()).isTrue();
    assertThat(google.event(id(mine)).path("start").path("dateTime").asText())
        .isEqualTo("2026-12-06T09:00:00Z");
    assertThat(google.event(id(mine)).path("colorId").asText()).isEqualTo("4");
    assertThat(bench.now(mine)).isEqualTo(moved);

    google.byHand(id(mine), at("2026-12-06T14:00:00+02:00", "2026-12-06T14:30:00+02:00"));
    assertThat(bench.look()).isTrue();
    assertThat(bench.now(mine).time().startsAt()).isEqualTo(Instant.parse("2026-12-06T12:00:00Z"));
    assertThat(bench.now(mine).changedBy()).isEqualTo(Appointment.BY_CALENDAR);

    google.byHand(id(mine), null);
    bench.cancel(other);
    assertThat(bench.look()).isTrue();
    assertThat(bench.now(mine).state()).isEqualTo(State.CANCELLED);
    assertThat(google.event(id(other)).path("status").asText()).isEqualTo("cancelled");
    assertThat(bench.told(AlertKind.APPOINTMENT)).isEmpty();
    assertThat(bench.link().problem()).isNull();
  }

  @Test
  void a_calendar_that_is_not_shared_or_a_key_that_is_not_googles_is_refused() throws Exception {
    String good = google.keyFile();
    assertThat(tried(good.replace("key-1", "key-2"))).isEqualTo(CalendarProblem.KEY_REFUSED);
    assertThat(tried("no key")).isEqualTo(CalendarProblem.REFUSED);
    google.unshare();
    assertThat(tried(good)).isEqualTo(CalendarProblem.REFUSED);
    assertThat(bench.stores.crm().calendarLinks().list(1)).isEmpty();
  }

  private @Nullable CalendarProblem tried(String keyFile) throws InterruptedException {
    return bench
        .calendars
        .bind(1, "dana", Kind.GOOGLE, GoogleStandIn.CALENDAR, "", keyFile, "user:7")
        .problem();
  }
}
