package app.kolan.server.calendar;

import app.kolan.server.business.AlertKind;
import app.kolan.server.notify.Alerts;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CalendarLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tells a business of its calendars: that one fails, and when it works again; and of appointments
/// that differ there from here. No alert is sent twice, by whichever server; a server that starts
/// anew tells of no recovery.
final class CalendarAlerts implements CalendarListener {
  /// What passes by itself so soon is not told, unless a caller has met it.
  private static final Duration FAILING_AFTER = Duration.ofMinutes(5);

  /// What distinguishes an alert of a calendar from one of a provider.
  private static final String JOB = "calendar";

  private final Alerts alerts;
  private final Map<Long, String> told = new ConcurrentHashMap<>();

  CalendarAlerts(Alerts alerts) {
    this.alerts = alerts;
  }

  /// A calendar was looked into.
  ///
  /// @param link as it is after that
  /// @param name what the person or the room is called
  void looked(CalendarLink link, String name, Instant now) {
    Instant since = link.problemAt();
    String problem = link.problem();
    if (since == null || problem == null || CalendarProblem.ofWord(problem).isMinor()) {
      String cause = told.remove(link.id());
      if (cause != null) {
        raise(link, name, cause + ":over", now, true);
      }
    } else if (isLasting(CalendarProblem.ofWord(problem))
        || !now.isBefore(since.plus(FAILING_AFTER))) {
      failing(link, name, since);
    }
  }

  /// A caller could not be told what is free.
  void missed(CalendarLink link, String name, Instant now) {
    Instant since = link.problemAt();
    failing(link, name, since == null ? now : since);
  }

  /// Whether somebody has to do something before it can be well again.
  private static boolean isLasting(CalendarProblem problem) {
    return switch (problem) {
      case KEY_REFUSED, REFUSED, READ_ONLY, NO_SECRET, MANY_GONE -> true;
      case SILENT, OVERLOADED, UNREADABLE, UNREADABLE_EVENT -> false;
    };
  }

  private void failing(CalendarLink link, String name, Instant since) {
    String cause =
        "calendar:%d:%d".formatted(link.id(), since.getEpochSecond() / FAILING_AFTER.toSeconds());
    if (told.putIfAbsent(link.id(), cause) == null) {
      raise(link, name, cause, since, false);
    }
  }

  private void raise(CalendarLink link, String name, String cause, Instant since, boolean isOver) {
    int _ =
        alerts.raise(
            link.business(),
            AlertKind.PROVIDER_SICK,
            cause,
            null,
            facts ->
                facts
                    .put("provider", name)
                    .put("job", JOB)
                    .put("since", since.toString())
                    .put("recovered", isOver)
                    .put("fallback", true));
  }

  @Override
  public void bothChanged(CalendarLink link, Appointment appointment) {
    tell(
        appointment,
        appointment.state() == Appointment.State.CANCELLED ? "CANCELLED" : "MOVED",
        "both",
        "שונה בו זמנית גם כאן וגם ביומן. נקבע לפי היומן.",
        null);
  }

  @Override
  public void clash(CalendarLink link, Appointment appointment, Instant there) {
    tell(
        appointment,
        "CLASH",
        "clash:" + there.getEpochSecond(),
        "התור והיומן לא מתאימים. שום דבר לא שונה, וצריך להחליט.",
        there);
  }

  private void tell(
      Appointment appointment,
      String action,
      String cause,
      String detail,
      @Nullable Instant there) {
    int _ =
        alerts.raise(
            appointment.businessId(),
            AlertKind.APPOINTMENT,
            "appointment:%d:r%d:%s".formatted(appointment.id(), appointment.revision(), cause),
            appointment.call(),
            facts -> {
              facts.put("appointment", appointment.title());
              facts.put("appointmentAt", appointment.time().startsAt().toString());
              facts.put("appointmentAction", action);
              facts.put("name", appointment.name());
              facts.put("detail", detail);
              if (there != null) {
                facts.put("calendarAt", there.toString());
              }
            });
  }
}
