package app.kolan.server.booking;

import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Appointments as calendars know them.
public final class AppointmentEvents {
  private AppointmentEvents() {}

  /// By what calendars know an appointment: the same as long as there is one.
  public static String uid(long business, long appointment, Instant madeAt) {
    return "kolan-%d-%d-%d".formatted(business, appointment, madeAt.toEpochMilli());
  }

  /// An appointment for the one who comes.
  ///
  /// @param business what it is called
  /// @param url his page of it; null for none
  public static CalendarEvent forAttendee(
      Appointment appointment, String business, @Nullable String url) {
    return event(appointment, appointment.title() + " - " + business, business, null, url);
  }

  /// An appointment for the one who does it: with the name of who comes, and no number.
  ///
  /// @param who null when it is not known
  /// @param where what the room is called; null for none
  /// @param url its page in the console; null for none
  public static CalendarEvent forBusiness(
      Appointment appointment, @Nullable String who, @Nullable String where, @Nullable String url) {
    String title = who == null ? appointment.title() : appointment.title() + ": " + who;
    return event(appointment, title, where, appointment.note(), url);
  }

  private static CalendarEvent event(
      Appointment appointment,
      String title,
      @Nullable String where,
      @Nullable String more,
      @Nullable String url) {
    return new CalendarEvent(
        uid(appointment.businessId(), appointment.id(), appointment.madeAt()),
        appointment.revision(),
        appointment.changedAt(),
        appointment.time().startsAt(),
        appointment.time().endsAt(),
        title,
        where,
        more,
        url,
        appointment.state() == State.CANCELLED);
  }
}
