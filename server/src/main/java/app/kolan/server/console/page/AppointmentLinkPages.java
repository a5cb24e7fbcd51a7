package app.kolan.server.console.page;

import app.kolan.server.booking.AppointmentEvents;
import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.ical.ICalendar;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore;
import java.time.Duration;
import java.util.Optional;

/// What somebody sees of his appointment at an address that nobody can guess, without signing in:
/// when it is, and that he comes or cancels. It says neither his name nor his number, and to a
/// wrong address nothing.
public final class AppointmentLinkPages {
  private static final String PATH = "/a/{link}";

  /// So long after the appointment its page is there.
  private static final Duration KEPT = Duration.ofDays(7);

  private final AppointmentStore store;

  public AppointmentLinkPages(AppointmentStore store) {
    this.store = store;
  }

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.ANYBODY, this::show);
    routes.post(PATH, PageAdmission.ANYBODY, this::change);
    routes.get(PATH + "/appointment.ics", PageAdmission.ANYBODY, this::calendar);
  }

  /// The page.
  ///
  /// @param when the day, the time, and with whom
  /// @param ahead whether it has not begun
  public record Shown(
      String link,
      String business,
      String title,
      String when,
      State state,
      boolean confirmed,
      boolean ahead,
      long revision) {
    /// Whether something can be done.
    public boolean isOpen() {
      return ahead && state == State.BOOKED;
    }

    @Override
    public String toString() {
      return "Shown[state=%s]".formatted(state);
    }
  }

  private PageAnswer show(PageRequest request) {
    Appointment appointment = appointment(request);
    Business business = business(request, appointment);
    BookingSettings booking = business.profile().booking();
    String when =
        booking == null
            ? request.times().full(appointment.time().startsAt())
            : new AppointmentWords(booking, request.texts().language().tag())
                .slot(appointment.time(), request.at());
    return request.show(
        "page/appointmentLink",
        "",
        new Shown(
            request.inPath("link"),
            business.name(),
            appointment.title(),
            when,
            appointment.state(),
            appointment.confirmedAt() != null,
            appointment.time().startsAt().isAfter(request.at()),
            appointment.revision()));
  }

  /// Nothing is done by a page that shows the appointment as it was before it was moved: he sees it
  /// as it is now first.
  private PageAnswer change(PageRequest request) {
    Appointment appointment = appointment(request);
    boolean open =
        appointment.state() == State.BOOKED
            && appointment.time().startsAt().isAfter(request.at())
            && request.form().text("revision").equals(Long.toString(appointment.revision()));
    if (open) {
      long business = appointment.businessId();
      switch (request.form().text("action")) {
        case "confirm" -> {
          Appointment _ =
              store.confirm(business, appointment.id(), Appointment.BY_LINK, request.at());
        }
        case "cancel" -> {
          Appointment _ =
              store.cancel(
                  business,
                  appointment.id(),
                  appointment.revision(),
                  null,
                  Appointment.BY_LINK,
                  request.at());
        }
        default -> throw new PageProblem(Kind.MALFORMED);
      }
    }
    return request.go("/a/" + request.inPath("link"));
  }

  private PageAnswer calendar(PageRequest request) {
    Appointment appointment = appointment(request);
    String text =
        ICalendar.event(
            ICalendar.Method.PUBLISH,
            AppointmentEvents.forAttendee(
                appointment,
                business(request, appointment).name(),
                request.publicUrl("/console/a/" + request.inPath("link"))),
            null);
    return PageAnswer.text(200, "text/calendar; charset=utf-8", text)
        .with("Content-Disposition", "attachment; filename=\"appointment.ics\"");
  }

  private Appointment appointment(PageRequest request) {
    String link = request.inPath("link");
    Optional<Appointment> found =
        link.matches("[A-Za-z0-9_-]{22}") ? store.findByLink(link) : Optional.empty();
    return found
        .filter(each -> each.time().endsAt().plus(KEPT).isAfter(request.at()))
        .orElseThrow(PageProblem::unknown);
  }

  private static Business business(PageRequest request, Appointment appointment) {
    return request
        .site()
        .settings()
        .current(appointment.businessId())
        .map(BusinessSettings::business)
        .orElseThrow(PageProblem::unknown);
  }
}
