package app.kolan.server.console.page;

import app.kolan.server.booking.AppointmentEvents;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.ical.ICalendar;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.RandomText;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.CalendarFeed;
import app.kolan.server.store.CrmStores;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Addresses at which a calendar of the business reads the appointments of all or of one person or
/// room, without signing in. Who knows the address reads names and notes. It ends when it is
/// removed, and when whoever has made it may no longer read appointments.
public final class CalendarFeedPages {
  private static final String PATH = "/b/{business}/appointments/feeds";
  private static final int REFRESH_MINUTES = 15;
  private static final Duration PAST = Duration.ofDays(60);
  private static final Duration AHEAD = Duration.ofDays(366);
  private static final int MOST_EVENTS = 3000;
  private static final Duration CACHED = Duration.ofSeconds(60);
  private static final int MOST_CACHED = 50;

  private final CrmStores stores;
  private final Users users;
  private final ApiKeys keys;
  private final PageAudit audit;
  private final Map<Long, Cached> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Cached> eldest) {
          return size() > MOST_CACHED;
        }
      };

  public CalendarFeedPages(CrmStores stores, Users users, ApiKeys keys, PageAudit audit) {
    this.stores = stores;
    this.users = users;
    this.keys = keys;
    this.audit = audit;
  }

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.APPOINTMENTS_WRITE);
    routes.get(
        PATH, PageAdmission.with(Permission.APPOINTMENTS_READ), request -> show(request, null));
    routes.post(PATH, write, this::add);
    routes.post(PATH + "/{feed}", write, this::remove);
    routes.get("/feed/{secret}/calendar.ics", PageAdmission.ANYBODY, this::read);
  }

  private record Cached(String text, String etag, Instant until) {}

  /// The page.
  ///
  /// @param made an address that was just made, which is shown once; null for none
  public record Shown(
      List<Row> rows, List<BookableResource> resources, boolean writable, @Nullable String made) {
    public Shown {
      rows = List.copyOf(rows);
      resources = List.copyOf(resources);
    }

    /// It prints without the address.
    @Override
    public String toString() {
      return "Shown[rows=%d]".formatted(rows.size());
    }
  }

  /// One address.
  ///
  /// @param whose what the person or room is called; null for all
  /// @param maker who has made it, in words
  /// @param ended whether it answers nobody, since he may no longer read appointments
  public record Row(CalendarFeed feed, @Nullable String whose, String maker, boolean ended) {}

  private PageAnswer show(PageRequest request, @Nullable String made) {
    Optional<BookingSettings> settings = AppointmentPages.settings(request);
    List<Row> rows =
        stores.calendarFeeds().list(request.in().id()).stream()
            .map(
                feed ->
                    new Row(
                        feed,
                        AppointmentRow.nameOf(feed.resource(), settings),
                        Actors.name(feed.madeBy(), users, request.texts()),
                        !isStillHis(feed, request.at())))
            .toList();
    return request.show(
        "page/calendarFeeds",
        "appointments",
        new Shown(
            rows,
            settings.map(BookingSettings::resources).orElse(List.of()),
            request.may(Permission.APPOINTMENTS_WRITE),
            made));
  }

  private PageAnswer add(PageRequest request) {
    long business = request.in().id();
    String resource = request.form().text("resource");
    boolean known =
        resource.isEmpty()
            || AppointmentPages.settings(request)
                .flatMap(booking -> booking.resource(resource))
                .isPresent();
    if (!known || stores.calendarFeeds().list(business).size() >= CalendarFeed.MOST) {
      throw new PageProblem(Kind.MALFORMED);
    }
    String secret = RandomText.letters(CalendarFeed.SECRET_LETTERS);
    CalendarFeed feed =
        stores
            .calendarFeeds()
            .add(
                business,
                resource.isEmpty() ? null : resource,
                RandomText.hash(secret),
                request.who().actor(),
                request.at());
    audit.note(request, "calendar-feed.add", Long.toString(feed.id()));
    return show(request, request.publicUrl(CalendarFeed.path(secret)));
  }

  private PageAnswer remove(PageRequest request) {
    long id = request.numberInPath("feed");
    if (!stores.calendarFeeds().remove(request.in().id(), id)) {
      throw PageProblem.unknown();
    }
    synchronized (cache) {
      cache.remove(id);
    }
    audit.note(request, "calendar-feed.remove", Long.toString(id));
    return request.go(
        request.inBusiness("/appointments/feeds"), Flash.of("flash.calendar-feed-removed"));
  }

  /// What a calendar reads. It is made anew once a minute at most.
  private PageAnswer read(PageRequest request) {
    Optional<CalendarFeed> feed =
        stores
            .calendarFeeds()
            .findBySecret(RandomText.hash(request.inPath("secret")))
            .filter(found -> isStillHis(found, request.at()));
    Cached cached = cached(request, feed.orElseThrow(PageProblem::unknown));
    boolean same =
        List.of(Optional.ofNullable(request.header("if-none-match")).orElse("").split("\\s*,\\s*"))
            .contains(cached.etag());
    PageAnswer answer =
        same
            ? PageAnswer.empty(304)
            : PageAnswer.text(200, "text/calendar; charset=utf-8", cached.text());
    return answer
        .with("ETag", cached.etag())
        .with("Cache-Control", "private, max-age=" + CACHED.toSeconds());
  }

  /// Whether whoever has made it may read the appointments of its business.
  private boolean isStillHis(CalendarFeed feed, Instant now) {
    String[] actor = feed.madeBy().split(":", 2);
    if (actor.length < 2 || !actor[1].matches("[0-9]{1,18}")) {
      return false;
    }
    long id = Long.parseLong(actor[1]);
    return switch (actor[0]) {
      case "user" ->
          users
              .find(id)
              .filter(user -> user.state() != UserState.DISABLED)
              .filter(
                  user ->
                      AccessPolicy.allows(
                          user.principal(), Permission.APPOINTMENTS_READ, feed.business()))
              .isPresent();
      case "key" ->
          keys.find(id)
              .filter(key -> key.isValid(now))
              .filter(key -> key.business() == null || key.business() == feed.business())
              .filter(key -> key.scopes().contains(Permission.APPOINTMENTS_READ))
              .isPresent();
      default -> false;
    };
  }

  private Cached cached(PageRequest request, CalendarFeed feed) {
    synchronized (cache) {
      Cached known = cache.get(feed.id());
      if (known != null && known.until().isAfter(request.at())) {
        return known;
      }
    }
    String text = text(request, feed);
    var made =
        new Cached(
            text, "\"" + RandomText.hash(text).substring(0, 32) + "\"", request.at().plus(CACHED));
    synchronized (cache) {
      // One can have megabytes, and is of no use after a minute.
      boolean _ = cache.values().removeIf(old -> !old.until().isAfter(request.at()));
      cache.put(feed.id(), made);
    }
    return made;
  }

  private String text(PageRequest request, CalendarFeed feed) {
    BusinessSettings settings =
        request.site().settings().current(feed.business()).orElseThrow(PageProblem::unknown);
    Optional<BookingSettings> booking =
        Optional.ofNullable(settings.business().profile().booking());
    String resource = feed.resource();
    List<CalendarEvent> events =
        stores
            .appointments()
            .find(
                AppointmentQuery.between(
                    feed.business(),
                    request.at().minus(PAST),
                    request.at().plus(AHEAD),
                    MOST_EVENTS))
            .stream()
            .filter(each -> each.state() != State.CANCELLED)
            .filter(each -> resource == null || each.time().resources().contains(resource))
            .map(each -> event(each, booking))
            .toList();
    String name = AppointmentRow.nameOf(resource, booking);
    String business = settings.business().name();
    return ICalendar.feed(
        name == null ? business : name + " - " + business, REFRESH_MINUTES, events);
  }

  private static CalendarEvent event(Appointment appointment, Optional<BookingSettings> booking) {
    String room = AppointmentRow.nameOf(appointment.time().room(), booking);
    String person = AppointmentRow.nameOf(appointment.time().person(), booking);
    return AppointmentEvents.forBusiness(
        appointment, appointment.name(), room == null ? person : room, null);
  }
}
