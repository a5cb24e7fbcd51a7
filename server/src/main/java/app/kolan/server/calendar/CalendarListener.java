package app.kolan.server.calendar;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.CalendarLink;
import java.time.Instant;

/// Called with what the business should know of its calendars.
interface CalendarListener {
  /// Kolan and a person have changed an appointment at the same time; it is as the calendar has it.
  void bothChanged(CalendarLink link, Appointment appointment);

  /// The calendar has something at the time of an appointment, or has the appointment at a time at
  /// which it cannot be; both stay as they are.
  ///
  /// @param there when it is in the calendar
  void clash(CalendarLink link, Appointment appointment, Instant there);
}
