package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AlertKind;
import app.kolan.server.calendar.CalDavStandIn;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.llm.ModelReply;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls in which a calendar elsewhere has a say.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class BookingCalendarCallsTest extends BookingCallsFixture {
  /// @param isDead whether nobody is there at all, or somebody who says nothing
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_caller_is_told_that_the_calendar_does_not_answer_and_is_called_back(boolean isDead)
      throws Exception {
    try (var calendar = new CalDavStandIn(true);
        AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      languageModel.answerWith((_, turns, _) -> BookingModel.booking().reply(turns));
      bind(harness, calendar);
      if (isDead) {
        calendar.stop();
      } else {
        calendar.fail(CalDavStandIn.Fault.SILENT);
      }

      CallReport report = harness.call(BEGIN + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(all(harness)).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingModel.CALENDAR_SILENT)
          .doesNotContain("יש תור");
      assertThat(harness.lead(report).subject()).isEqualTo("רוצה לקבוע תור: תספורת");
      assertThat(harness.lead(report).callback()).isEqualTo(CALLER);
      Await.until(
          "the owner is told",
          () ->
              harness.alerts().find(AlertQuery.all(1, 9)).stream()
                  .anyMatch(alert -> alert.kind() == AlertKind.PROVIDER_SICK));
    }
  }

  @Test
  void a_slot_that_somebody_took_in_the_calendar_meanwhile_is_gone() throws Exception {
    try (var calendar = new CalDavStandIn(true);
        AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      bind(harness, calendar);
      var isTaken = new AtomicBoolean();
      languageModel.answerWith(
          (_, turns, _) -> {
            ModelReply reply = BookingModel.booking().reply(turns);
            if (reply.toString().contains("confirmed") && isTaken.compareAndSet(false, true)) {
              calendar.write("dentist", at(1, 9), at(1, 11));
            }
            return reply;
          });

      CallReport report = harness.call(BEGIN + YES + YES + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      Appointment booked = only(harness);
      assertThat(booked.time().startsAt()).isAfterOrEqualTo(at(1, 11));
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingModel.GONE, BookingModel.DONE);
      Await.until(
          "it is in the calendar",
          () -> calendar.events().stream().anyMatch(text -> text.contains("תספורת")));
    }
  }

  /// Binds Dana to a calendar, as the console does.
  private void bind(AgentHarness harness, CalDavStandIn calendar) {
    CalendarLinkStore links = harness.stores().crm().calendarLinks();
    String secret =
        SecretCipher.of(SecretKeyFile.in(data)).encrypt("secret", "calendar_links/1/dana");
    CalendarLink _ =
        links.bind(
            new CalendarLink.Draft(
                1,
                "dana",
                CalendarLink.Kind.CALDAV,
                calendar.calendar().toString(),
                "dana",
                secret,
                "user:1"),
            Instant.now());
    // Something that has changed has the server look into it, also for the first time.
    Appointment other = book(harness, STRANGER, at(20, 9));
    Await.until("it is written", () -> !calendar.events().isEmpty());
    Appointment _ =
        harness
            .stores()
            .crm()
            .appointments()
            .cancel(1, other.id(), other.revision(), null, "user:1", Instant.now());
    Await.until("it is gone", () -> calendar.events().isEmpty());
  }
}
