package app.kolan.server.console.page;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.calendar.CalendarProblem;
import app.kolan.server.calendar.Calendars;
import app.kolan.server.calendar.Calendars.Tried;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CrmConflict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Binds people and rooms to calendars elsewhere, and shows how these are. A calendar is tried
/// before anybody is bound to it.
public final class CalendarLinkPages {
  private static final String PATH = "/b/{business}/appointments/calendars";
  private static final int LONGEST = 500;
  private static final int LONGEST_SECRET = 10_000;

  private final CalendarLinkStore links;
  private final Supplier<Calendars> calendars;
  private final ProviderCalls calls;
  private final PageAudit audit;

  public CalendarLinkPages(
      CalendarLinkStore links,
      Supplier<Calendars> calendars,
      ProviderCalls calls,
      PageAudit audit) {
    this.links = links;
    this.calendars = calendars;
    this.calls = calls;
    this.audit = audit;
  }

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.SETTINGS_PUBLISH);
    routes.get(
        PATH,
        PageAdmission.with(Permission.APPOINTMENTS_READ),
        request -> show(request, 200, Typed.NOTHING, null));
    routes.post(PATH, write, this::bind);
    routes.post(PATH + "/{calendar}", write, this::change);
  }

  /// What was typed, but for the password.
  public record Typed(String resource, String kind, String address, String username) {
    static final Typed NOTHING = new Typed("", CalendarLink.Kind.CALDAV.word(), "", "");

    @Override
    public String toString() {
      return "Typed[resource=%s, kind=%s]".formatted(resource, kind);
    }
  }

  /// The page.
  ///
  /// @param resources who can be bound
  /// @param problem a text that says why nobody was bound; null for no reason
  public record Shown(
      List<Row> rows,
      List<BookableResource> resources,
      boolean writable,
      Typed typed,
      @Nullable String problem) {
    public Shown {
      rows = List.copyOf(rows);
      resources = List.copyOf(resources);
    }
  }

  /// Somebody who is bound.
  ///
  /// @param whose what the person or room is called
  /// @param problem a text that says what is wrong; null for nothing
  /// @param since when that began, in words; null for nothing
  /// @param synced when it was read last, in words; null for never
  public record Row(
      CalendarLink link,
      String whose,
      @Nullable String problem,
      @Nullable String since,
      @Nullable String synced) {}

  private PageAnswer show(
      PageRequest request, int status, Typed typed, @Nullable CalendarProblem problem) {
    Optional<BookingSettings> settings = AppointmentPages.settings(request);
    List<CalendarLink> bound = links.list(request.in().id());
    List<Row> rows =
        bound.stream()
            .map(
                link ->
                    new Row(
                        link,
                        Optional.ofNullable(AppointmentRow.nameOf(link.resource(), settings))
                            .orElse(link.resource()),
                        Optional.ofNullable(link.problem())
                            .map(word -> text(CalendarProblem.ofWord(word)))
                            .orElse(null),
                        when(request, link.problemAt()),
                        when(request, link.syncedAt())))
            .toList();
    return request.show(
        status,
        "page/calendarLinks",
        "appointments",
        new Shown(
            rows,
            settings.map(BookingSettings::resources).orElse(List.of()),
            request.may(Permission.SETTINGS_PUBLISH),
            typed,
            problem == null ? null : text(problem)));
  }

  private static @Nullable String when(PageRequest request, @Nullable Instant at) {
    return at == null ? null : request.times().full(at);
  }

  private static String text(CalendarProblem problem) {
    return "CalendarProblem." + problem.name();
  }

  private PageAnswer bind(PageRequest request) {
    var typed =
        new Typed(
            typed(request, "resource", LONGEST),
            typed(request, "kind", LONGEST),
            typed(request, "address", LONGEST),
            typed(request, "username", LONGEST));
    String secret = typed(request, "secret", LONGEST_SECRET);
    CalendarLink.Kind kind =
        Arrays.stream(CalendarLink.Kind.values())
            .filter(each -> each.word().equals(typed.kind()))
            .findFirst()
            .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    boolean isKnown =
        AppointmentPages.settings(request)
            .flatMap(booking -> booking.resource(typed.resource()))
            .isPresent();
    if (!isKnown || typed.address().isEmpty() || secret.isEmpty()) {
      throw new PageProblem(Kind.MALFORMED);
    }
    long business = request.in().id();
    String actor = request.who().actor();
    Tried tried =
        ask(() ->
                calendars
                    .get()
                    .bind(
                        business,
                        typed.resource(),
                        kind,
                        typed.address(),
                        typed.username(),
                        secret,
                        actor))
            .orElseThrow(() -> new PageProblem(Kind.CHANGED));
    if (tried.problem() != null) {
      return show(request, 400, typed, tried.problem());
    }
    audit.note(request, "calendar-link.bind", typed.resource());
    return request.go(
        request.inBusiness("/appointments/calendars"), Flash.of("flash.calendar-bound"));
  }

  private static String typed(PageRequest request, String name, int most) {
    String text = request.form().text(name).strip();
    if (text.length() > most) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return text;
  }

  /// Tries a calendar, or unbinds from it.
  private PageAnswer change(PageRequest request) {
    CalendarLink link =
        links
            .find(request.in().id(), request.numberInPath("calendar"))
            .orElseThrow(PageProblem::unknown);
    String page = request.inBusiness("/appointments/calendars");
    if (!request.form().has("test")) {
      if (!links.remove(request.in().id(), link.id())) {
        throw PageProblem.unknown();
      }
      audit.note(request, "calendar-link.unbind", link.resource());
      return request.go(page, Flash.of("flash.calendar-unbound"));
    }
    CalendarProblem problem =
        ask(() -> calendars.get().attempt(link))
            .orElseThrow(() -> new PageProblem(Kind.CHANGED))
            .problem();
    return request.go(
        page,
        problem == null
            ? Flash.of("flash.calendar-works")
            : Flash.of("flash.calendar-fails", request.texts().text(text(problem))));
  }

  /// Asks a calendar, no longer than somebody waits for a page.
  ///
  /// @return empty when somebody else has changed the same meanwhile
  private Optional<Tried> ask(Callable<Tried> request) {
    try {
      return calls.call(
          "calendar",
          () -> {
            try {
              return Optional.of(request.call());
            } catch (CrmConflict _) {
              return Optional.empty();
            }
          });
    } catch (ProviderFailure _) {
      return Optional.of(new Tried("", CalendarProblem.SILENT));
    }
  }
}
