package app.kolan.server.notify;

import app.kolan.server.booking.AppointmentEvents;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.Business;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.ical.ICalendar;
import app.kolan.server.ical.ICalendar.Method;
import app.kolan.server.mail.Mail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a mail about an appointment has attached, for the calendar of the one who comes.
public final class Invitation {
  private Invitation() {}

  /// The attachment of an alert; null for one that needs none.
  ///
  /// @param from the address that the mail comes from
  public static Mail.@Nullable Attachment of(Alert alert, Business business, String from) {
    if (!alert.kind().isToCaller() || alert.kind() == AlertKind.WAITING_LIST) {
      return null;
    }
    AlertFacts facts = AlertFacts.of(alert);
    boolean cancelled = facts.text("appointmentAction").equals("CANCELLED");
    Method method = cancelled ? Method.CANCEL : Method.REQUEST;
    String link = facts.text("link");
    var event =
        new CalendarEvent(
            AppointmentEvents.uid(
                alert.business(),
                Long.parseLong(facts.text("appointmentId")),
                Instant.parse(facts.text("madeAt"))),
            Long.parseLong(facts.text("revision")),
            Instant.parse(facts.text("changedAt")),
            Instant.parse(facts.text("appointmentAt")),
            Instant.parse(facts.text("endsAt")),
            facts.text("appointment") + " - " + business.name(),
            business.name(),
            facts.text("words"),
            link.isEmpty() ? null : link,
            cancelled);
    return new Mail.Attachment(
        "appointment.ics",
        "text/calendar; charset=utf-8; method=" + method,
        ICalendar.event(
            method, event, new ICalendar.Parties(from, business.name(), alert.address())));
  }
}
