package app.kolan.server.calendar;

import app.kolan.server.booking.AppointmentEvents;
import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.calendar.google.GoogleCalendar;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.identity.SecretSealer;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.notify.Alerts;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.ProviderBreaker;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLink.Kind;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CrmStores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calendars elsewhere that people and rooms are bound to. Each is looked into once a minute,
/// when an appointment has changed, and before a caller is told what is free. Safe to share.
///
/// One that has failed is left alone for a while by its circuit breaker, also in calls.
public final class Calendars implements CalendarCheck, AutoCloseable {
  /// How often each is looked into.
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);

  /// For each request.
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  /// So long a caller waits.
  private static final Duration CALLERS_LIMIT = Duration.ofMillis(3500);

  /// What was read so short a time ago is good enough for a caller.
  private static final Duration FRESH = Duration.ofSeconds(3);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 20;

  /// What it needs.
  ///
  /// @param sealer encrypts passwords as those of users are
  public record Parts(
      CrmStores stores,
      BusinessDirectory directory,
      SecretSealer sealer,
      Alerts alerts,
      InstantSource clock) {}

  /// What came of trying a calendar.
  ///
  /// @param name what people call it; may be empty
  /// @param problem null when it can be used
  public record Tried(String name, @Nullable CalendarProblem problem) {}

  private final CalendarLinkStore links;
  private final AppointmentStore appointments;
  private final CalendarSettings businesses;
  private final CalendarAccounts accounts;
  private final CalendarTrials trials;
  private final InstantSource clock;
  private final RemoteCalendars remotes;
  private final CalendarAlerts alerts;
  private final PollingLoop loop;
  private final Map<Long, FutureTask<Boolean>> running = new ConcurrentHashMap<>();
  private final Map<Account, ProviderBreaker> breakers = new ConcurrentHashMap<>();

  /// By the link; of each link one thread at a time uses it.
  private final Map<Long, Opened> opened = new ConcurrentHashMap<>();

  private volatile Instant lookedAt;

  /// A password that is changed has a breaker of its own.
  private record Account(long link, String secret) {}

  /// A calendar that was opened, and for whom.
  private record Opened(CalendarAccount account, RemoteCalendar calendar) {}

  private Calendars(Parts parts, URI google, Duration limit) {
    links = parts.stores().calendarLinks();
    appointments = parts.stores().appointments();
    businesses = new CalendarSettings(parts.directory());
    accounts = new CalendarAccounts(parts.sealer(), businesses);
    clock = parts.clock();
    remotes = new RemoteCalendars(google, limit, clock);
    trials = new CalendarTrials(remotes, accounts);
    alerts = new CalendarAlerts(parts.alerts());
    lookedAt = clock.instant();
    loop = new PollingLoop("calendars", new Rounds());
  }

  private final class Rounds implements PollingLoop.Work {
    @Override
    public void begin() {}

    @Override
    public void round() {
      Instant now = clock.instant();
      for (CalendarLink link : links.takeDue(now, now.plus(EVERY), MOST_AT_ONCE)) {
        var _ = Calendars.this.begin(link);
      }
    }

    @Override
    public Duration pause() {
      return LONGEST_PAUSE;
    }
  }

  /// Starts it.
  public static Calendars start(Parts parts) {
    Calendars calendars = idle(parts, GoogleCalendar.API, REQUEST_LIMIT);
    calendars.loop.start();
    return calendars;
  }

  /// Without rounds of its own.
  ///
  /// @param google where Google's API is
  /// @param limit for each request
  static Calendars idle(Parts parts, URI google, Duration limit) {
    return new Calendars(parts, google, limit);
  }

  /// Has calendars be looked into whose appointments have changed here. Does not wait for them.
  public void appointmentsChanged() {
    Instant now = clock.instant();
    if (links.hurryChanged(lookedAt, now)) {
      loop.wake();
    }
    lookedAt = now;
  }

  /// Tries a calendar that somebody is bound to, whatever its circuit breaker says.
  public Tried attempt(CalendarLink link) throws InterruptedException {
    return trials.attempt(link);
  }

  /// Binds a person or a room to a calendar that can be used.
  ///
  /// @param password or the key file of a service account
  /// @return what came of trying it; it is bound when that has no problem
  /// @throws app.kolan.server.store.CrmConflict when it is bound to another one
  public Tried bind(
      long business,
      String resource,
      Kind kind,
      String address,
      String username,
      String password,
      String by)
      throws InterruptedException {
    Tried tried =
        trials.attempt(accounts.of(business, kind, address, username, password), business);
    if (tried.problem() == null) {
      CalendarLink link =
          links.bind(
              new CalendarLink.Draft(
                  business,
                  resource,
                  kind,
                  address,
                  username,
                  accounts.seal(password, business, resource),
                  by),
              clock.instant());
      var _ = begin(link);
    }
    return tried;
  }

  @Override
  public Set<String> silent(long business, Collection<String> resources)
      throws InterruptedException {
    Instant now = clock.instant();
    var asked = new LinkedHashMap<CalendarLink, FutureTask<Boolean>>();
    for (CalendarLink link : links.list(business)) {
      Instant synced = link.syncedAt();
      boolean isFresh = synced != null && link.problem() == null && synced.plus(FRESH).isAfter(now);
      if (resources.contains(link.resource()) && !isFresh) {
        asked.put(link, begin(link));
      }
    }
    long end = System.nanoTime() + CALLERS_LIMIT.toNanos();
    var silent = new HashSet<String>();
    for (Map.Entry<CalendarLink, FutureTask<Boolean>> each : asked.entrySet()) {
      if (!isWell(each.getValue(), end - System.nanoTime())) {
        silent.add(each.getKey().resource());
        CalendarLink link = links.find(business, each.getKey().id()).orElse(each.getKey());
        alerts.missed(link, name(link), now);
      }
    }
    return Set.copyOf(silent);
  }

  private static boolean isWell(FutureTask<Boolean> task, long nanos) throws InterruptedException {
    try {
      return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  /// Looks into a calendar on a thread of its own, or joins who does.
  private synchronized FutureTask<Boolean> begin(CalendarLink link) {
    FutureTask<Boolean> known = running.get(link.id());
    if (known != null) {
      return known;
    }
    var task = new FutureTask<>(() -> looked(link));
    running.put(link.id(), task);
    loop.begin("calendar-" + link.id(), task, () -> running.remove(link.id(), task));
    return task;
  }

  /// Whether nobody looks into any, as far as this server knows.
  boolean isIdle() {
    return running.isEmpty();
  }

  private boolean looked(CalendarLink link) throws InterruptedException {
    try {
      return look(link.business(), link.id());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("business", link.business())
          .addKeyValue("calendar", link.id())
          .setCause(e)
          .log("a look into a calendar has failed");
      return false;
    }
  }

  /// Looks into a calendar, on this thread.
  ///
  /// @return whether what is there is known now
  boolean look(long business, long id) throws InterruptedException {
    Optional<CalendarLink> found = links.find(business, id);
    if (found.isEmpty() || !businesses.has(business)) {
      opened.remove(id);
      return true;
    }
    CalendarLink link = found.get();
    ProviderBreaker breaker =
        breakers.computeIfAbsent(
            new Account(id, link.secret()),
            _ -> CircuitBreakers.NEW.of("calendar", 0, Long.toString(id)));
    if (!breaker.permits()) {
      return false;
    }
    boolean isSettled = false;
    try {
      String secret = accounts.secret(link).orElse(null);
      if (secret == null) {
        return note(link, CalendarProblem.NO_SECRET);
      }
      boolean understood = sync(link, secret);
      breaker.succeeded();
      isSettled = true;
      return note(link, understood ? null : CalendarProblem.UNREADABLE_EVENT);
    } catch (ProviderFailure e) {
      breaker.failed(e);
      isSettled = true;
      LOG.atWarn()
          .addKeyValue("business", business)
          .addKeyValue("calendar", id)
          .addKeyValue("problem", e.getMessage())
          .log("a calendar was not read");
      return note(link, CalendarProblem.of(e.kind()));
    } catch (MassDeletion e) {
      LOG.atWarn()
          .addKeyValue("business", business)
          .addKeyValue("calendar", id)
          .log("most appointments are gone from a calendar, and none was cancelled");
      return note(link, CalendarProblem.MANY_GONE);
    } catch (IllegalArgumentException _) {
      return note(link, CalendarProblem.REFUSED);
    } finally {
      if (!isSettled) {
        breaker.abandoned();
      }
    }
  }

  private boolean sync(CalendarLink link, String secret)
      throws ProviderFailure, MassDeletion, InterruptedException {
    RemoteCalendar remote = opened(link.id(), accounts.of(link, secret));
    return new CalendarSync(links, appointments, alerts, link, remote, clock.instant())
        .run(appointment -> event(link, appointment));
  }

  private RemoteCalendar opened(long link, CalendarAccount account) {
    Opened known = opened.get(link);
    if (known == null || !known.account().equals(account)) {
      known = new Opened(account, remotes.open(account));
      opened.put(link, known);
    }
    return known.calendar();
  }

  private CalendarEvent event(CalendarLink link, Appointment appointment) {
    String room = appointment.time().room();
    return AppointmentEvents.forBusiness(
        appointment,
        appointment.name(),
        room == null ? null : businesses.name(link.business(), room),
        null);
  }

  private boolean note(CalendarLink link, @Nullable CalendarProblem problem) {
    Instant now = clock.instant();
    links
        .note(link.id(), problem == null ? null : problem.name(), now)
        .ifPresent(noted -> alerts.looked(noted, name(noted), now));
    return problem == null || problem.isMinor();
  }

  private String name(CalendarLink link) {
    return businesses.name(link.business(), link.resource());
  }

  @Override
  public void close() {
    loop.close();
  }
}
