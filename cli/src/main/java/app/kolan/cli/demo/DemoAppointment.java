package app.kolan.cli.demo;

import app.kolan.server.store.Appointment;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An appointment of the demo, as its file has it.
///
/// @param days on which of the clinic's days, counted from today; negative in the past
/// @param at when on that day, as `HH:MM`
/// @param service by its key
/// @param from the number of the one who comes, in E.164
/// @param note what the clinic should know; null for nothing
/// @param inCall whether it was booked in the last call from that number
/// @param state what became of it
/// @param confirmed whether the one who comes has said so
record DemoAppointment(
    int days,
    String at,
    String service,
    String name,
    String from,
    @Nullable String note,
    boolean inCall,
    Appointment.@Nullable State state,
    boolean confirmed) {

  /// On which date it is. A day on which the clinic is closed is the next one.
  LocalDate date(LocalDate today) {
    LocalDate day = today;
    while (isClosed(day)) {
      day = day.plusDays(1);
    }
    for (int left = days; left != 0; ) {
      day = day.plusDays(Integer.signum(left));
      left -= isClosed(day) ? 0 : Integer.signum(left);
    }
    return day;
  }

  private static boolean isClosed(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return DemoClinic.CLOSED.contains(weekday);
  }
}
