package app.kolan.server.console.page;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.console.http.EventStream;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.WaitingEntry;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The appointments of a day or a week, of all or of one person or room. The address has which. A
/// script loads the list again when an appointment is booked or changed.
public record AppointmentPages(
    CrmStores stores, CallEvents events, EventStream streams, PageAudit audit) {
  private static final int MOST = 1000;
  private static final int MOST_WAITING = 100;
  private static final int FARTHEST_DAYS = 3660;

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.APPOINTMENTS_READ);
    routes.get("/b/{business}/appointments", read, this::show);
    routes.get("/b/{business}/appointments/events", read, this::watch);
    routes.post(
        "/b/{business}/waiting/{waiting}",
        PageAdmission.with(Permission.APPOINTMENTS_WRITE),
        this::endWaiting);
  }

  /// The page.
  ///
  /// @param resources people and rooms; none when nothing can be booked
  /// @param who the one that is shown; null for all
  /// @param timeline null for a week
  /// @param waiting those on the waiting list, the next one first
  /// @param since the event after which the script is to go on
  public record Shown(
      boolean week,
      LocalDate day,
      LocalDate today,
      @Nullable String who,
      List<BookableResource> resources,
      List<Day> days,
      @Nullable Timeline timeline,
      List<Waiting> waiting,
      boolean writable,
      String since) {
    public Shown {
      resources = List.copyOf(resources);
      days = List.copyOf(days);
      waiting = List.copyOf(waiting);
    }

    public boolean isEmpty() {
      return days.stream().allMatch(each -> each.rows().isEmpty());
    }

    public LocalDate before() {
      return day.minusDays(week ? 7 : 1);
    }

    public LocalDate after() {
      return day.plusDays(week ? 7 : 1);
    }

    /// The query of another day.
    public String on(LocalDate other) {
      return query(week, other);
    }

    /// The query of this day, or of its week.
    public String query(boolean weekly, LocalDate other) {
      return Query.of(
          "view", weekly ? "week" : "", "day", other.toString(), "who", who == null ? "" : who);
    }
  }

  /// Somebody on the waiting list.
  ///
  /// @param name null when that is not known
  /// @param person whom he wants; null for anybody
  public record Waiting(WaitingEntry entry, @Nullable String name, @Nullable String person) {}

  /// One day.
  public record Day(LocalDate date, List<AppointmentRow> rows) {
    public Day {
      rows = List.copyOf(rows);
    }
  }

  private PageAnswer show(PageRequest request) {
    audit.note(request, "appointment.list");
    Optional<BookingSettings> settings = settings(request);
    ZoneId zone = request.times().zone();
    LocalDate today = LocalDate.ofInstant(request.at(), zone);
    boolean week = request.query().text("view").equals("week");
    LocalDate day = day(request.query().text("day"), today);
    LocalDate first = week ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)) : day;
    List<BookableResource> resources = settings.map(BookingSettings::resources).orElse(List.of());
    String who =
        resources.stream()
            .map(BookableResource::id)
            .filter(request.query().text("who")::equals)
            .findFirst()
            .orElse(null);
    var days = new ArrayList<Day>();
    List<AppointmentRow> rows =
        rows(request, settings, first, first.plusDays(week ? 7 : 1), zone).stream()
            .filter(row -> who == null || row.appointment().time().resources().contains(who))
            .toList();
    for (LocalDate each = first; each.isBefore(first.plusDays(week ? 7 : 1)); ) {
      LocalDate date = each;
      days.add(
          new Day(
              date,
              rows.stream()
                  .filter(row -> date.equals(date(row.appointment().time().startsAt(), zone)))
                  .toList()));
      each = each.plusDays(1);
    }
    List<BookableResource> lanes =
        resources.stream().filter(each -> who == null || each.id().equals(who)).toList();
    var page =
        new Shown(
            week,
            day,
            today,
            who,
            resources,
            days,
            week || lanes.isEmpty() ? null : Timeline.of(day, zone, lanes, rows),
            waiting(request, settings),
            request.may(Permission.APPOINTMENTS_WRITE),
            events.run() + "-" + events.newest());
    return request.show("page/appointments", "appointments", page);
  }

  private List<Waiting> waiting(PageRequest request, Optional<BookingSettings> settings) {
    List<WaitingEntry> entries = stores.waitingList().open(request.in().id(), MOST_WAITING);
    var names =
        new ContactNames(stores.contacts(), request)
            .knowing(entries.stream().map(WaitingEntry::number).toList());
    return entries.stream()
        .map(
            entry ->
                new Waiting(
                    entry,
                    entry.name() == null ? names.name(entry.number()) : entry.name(),
                    AppointmentRow.nameOf(entry.person(), settings)))
        .toList();
  }

  /// Takes somebody off the waiting list, or puts him back.
  private PageAnswer endWaiting(PageRequest request) {
    WaitingEntry entry =
        stores
            .waitingList()
            .find(request.in().id(), request.numberInPath("waiting"))
            .orElseThrow(PageProblem::unknown);
    String id = Long.toString(entry.id());
    String list = request.inBusiness("/appointments");
    if (request.form().text("action").equals("undo")) {
      if (!stores.waitingList().putBack(entry)) {
        throw new PageProblem(PageProblem.Kind.CHANGED);
      }
      audit.note(request, "waiting.undo", id);
      return request.go(list);
    }
    stores.appointments().release(entry.businessId(), entry.holder());
    if (!stores.waitingList().settle(entry, WaitingEntry.State.LEFT, request.at())) {
      throw new PageProblem(PageProblem.Kind.CHANGED);
    }
    audit.note(request, "waiting.end", id);
    return request.go(
        list,
        Flash.of("flash.waiting-ended")
            .undoneBy(request.inBusiness("/waiting/" + id), Map.of("action", "undo")));
  }

  private static LocalDate date(Instant at, ZoneId zone) {
    return LocalDate.ofInstant(at, zone);
  }

  private List<AppointmentRow> rows(
      PageRequest request,
      Optional<BookingSettings> settings,
      LocalDate from,
      LocalDate before,
      ZoneId zone) {
    return AppointmentRow.of(
        stores
            .appointments()
            .find(
                AppointmentQuery.between(
                    request.in().id(),
                    from.atStartOfDay(zone).toInstant(),
                    before.atStartOfDay(zone).toInstant(),
                    MOST)),
        stores.contacts(),
        settings,
        request);
  }

  /// What is booked today and not over.
  List<AppointmentRow> today(PageRequest request) {
    if (!request.may(Permission.APPOINTMENTS_READ)) {
      return List.of();
    }
    ZoneId zone = request.times().zone();
    LocalDate today = LocalDate.ofInstant(request.at(), zone);
    return rows(request, settings(request), today, today.plusDays(1), zone).stream()
        .filter(
            row ->
                row.appointment().state() == Appointment.State.BOOKED
                    && row.appointment().time().endsAt().isAfter(request.at()))
        .toList();
  }

  static Optional<BookingSettings> settings(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(found -> found.business().profile().booking());
  }

  /// The day of an address; today when it names none that can be shown.
  static LocalDate day(String text, LocalDate today) {
    try {
      LocalDate day = LocalDate.parse(text);
      return Math.abs(ChronoUnit.DAYS.between(today, day)) > FARTHEST_DAYS ? today : day;
    } catch (DateTimeParseException _) {
      return today;
    }
  }

  private PageAnswer watch(PageRequest request) {
    long business = request.in().id();
    String last =
        Optional.ofNullable(request.header("last-event-id")).orElse(request.query().text("since"));
    return streams.begin(
        request,
        Permission.APPOINTMENTS_READ,
        last,
        event ->
            event.business() == business && event.payload() instanceof CallEvent.AppointmentChanged,
        _ -> Optional.of("{}"));
  }
}
