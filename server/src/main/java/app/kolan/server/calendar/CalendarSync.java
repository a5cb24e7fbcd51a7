package app.kolan.server.calendar;

import app.kolan.server.calendar.RemoteCalendar.Changes;
import app.kolan.server.calendar.RemoteCalendar.Item;
import app.kolan.server.calendar.RemoteCalendar.Window;
import app.kolan.server.ical.BusyTime;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.CalendarBusy;
import app.kolan.server.store.CalendarEntry;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CalendarLinkStore.Unwritten;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Brings a calendar and the appointments here together, once: reads what has changed there, then
/// writes what has changed here. What was done stays done when it is broken off, and doing it again
/// changes nothing more.
/*
 *   read   an event of others      its times are taken up here
 *          an appointment, moved   it is moved here, and its attendee is notified
 *          an appointment, gone    it is cancelled here, likewise
 *          other words in it       they stay there
 *   write  booked, moved, cancelled here, or erased
 *
 * Events that are appointments are identified by what is known of them, and not by what is in
 * them. Days of the past are left as they are. All is read again once a day, since the window of
 * time goes on. */
final class CalendarSync {
  /// Busy times are read so far ahead; appointments can be booked 366 days ahead.
  private static final Duration AHEAD = Duration.ofDays(400);

  private static final Duration PAST = Duration.ofDays(1);
  private static final Duration FULL_EVERY = Duration.ofHours(24);

  /// So many that vanish together, and most of all, are no wish of anybody's.
  private static final int MANY = 5;

  private static final int MOST_WRITTEN = 500;
  private static final int MOST_CLASHES = 200;

  private final CalendarLinkStore links;
  private final AppointmentStore appointments;
  private final CalendarListener news;
  private final CalendarLink link;
  private final RemoteCalendar remote;
  private final Instant now;
  private final Window window;
  private final CalendarChanges changes;

  CalendarSync(
      CalendarLinkStore links,
      AppointmentStore appointments,
      CalendarListener news,
      CalendarLink link,
      RemoteCalendar remote,
      Instant now) {
    this.links = links;
    this.appointments = appointments;
    this.news = news;
    this.link = link;
    this.remote = remote;
    this.now = now;
    window = new Window(now.minus(PAST), now.plus(AHEAD));
    changes = new CalendarChanges(links, appointments, news, link, now);
  }

  /// Does it.
  ///
  /// @param words makes an event of an appointment
  /// @return whether all that is there was understood
  boolean run(CalendarWriter.Words words)
      throws ProviderFailure, MassDeletion, InterruptedException {
    boolean understood = read();
    var writer = new CalendarWriter(links, news, link, remote, changes, words, now);
    for (Unwritten each : links.unwritten(link, window.from(), MOST_WRITTEN)) {
      writer.write(each);
    }
    return understood;
  }

  private boolean read() throws ProviderFailure, MassDeletion, InterruptedException {
    Instant full = link.fullAt();
    boolean isStale = full == null || full.isBefore(now.minus(FULL_EVERY));
    Changes.Told told = told(isStale ? null : link.syncToken());
    Map<String, CalendarEntry> own =
        links.entries(link.id()).stream()
            .collect(Collectors.toMap(CalendarEntry::href, Function.identity(), (one, _) -> one));
    Map<String, Item> items = new HashMap<>();
    told.items().forEach(item -> items.put(item.href(), item));
    Set<String> gone = told.isFull() ? vanished(own, items) : new HashSet<>(told.gone());
    requirePlausible(own, gone);
    if (told.isFull()) {
      readAgain(gone, items);
    }
    adopt(own, items);
    var busy = new ArrayList<CalendarBusy>();
    var changed = new HashSet<>(gone);
    boolean understood = true;
    for (Item item : items.values()) {
      CalendarEntry entry = own.get(item.href());
      if (entry != null) {
        changes.seen(entry, item);
      } else {
        changed.add(item.href());
        understood &= item.isReadable();
        item.busy()
            .forEach(time -> busy.add(new CalendarBusy(item.href(), time.from(), time.to())));
      }
    }
    for (String href : gone) {
      CalendarEntry entry = own.get(href);
      if (entry != null) {
        changes.gone(entry);
      }
    }
    links.synced(link, told.isFull(), changed, busy, told.token(), now);
    tellClashes(busy);
    return understood;
  }

  private Changes.Told told(@Nullable String token) throws ProviderFailure, InterruptedException {
    Changes found = remote.changes(token, window);
    if (found instanceof Changes.Expired) {
      found = remote.changes(null, window);
    }
    return switch (found) {
      case Changes.Told told -> told;
      case Changes.Expired() ->
          throw new ProviderFailure("calendar", FailureKind.UNREADABLE, "it tells no events");
    };
  }

  /// The appointments in the window that a calendar did not tell of when it told of all.
  private Set<String> vanished(Map<String, CalendarEntry> own, Map<String, Item> items) {
    var vanished = new HashSet<String>();
    for (CalendarEntry entry : own.values()) {
      boolean isInside =
          entry.endsAt().isAfter(window.from()) && entry.startsAt().isBefore(window.to());
      if (isInside && !items.containsKey(entry.href())) {
        vanished.add(entry.href());
      }
    }
    return vanished;
  }

  private void requirePlausible(Map<String, CalendarEntry> own, Set<String> gone)
      throws MassDeletion {
    List<CalendarEntry> ahead =
        own.values().stream().filter(entry -> entry.startsAt().isAfter(now)).toList();
    long lost = ahead.stream().filter(entry -> gone.contains(entry.href())).count();
    if (lost >= MANY && lost * 2 > ahead.size()) {
      throw new MassDeletion();
    }
  }

  /// One that was not told of may have been moved out of the window.
  private void readAgain(Set<String> gone, Map<String, Item> items)
      throws ProviderFailure, InterruptedException {
    for (String href : List.copyOf(gone)) {
      Optional<Item> item = remote.read(href, window);
      if (item.isPresent()) {
        gone.remove(href);
        items.put(href, item.get());
      }
    }
  }

  /// Appointments that were written and of which it is not known, as the answer was lost.
  private void adopt(Map<String, CalendarEntry> own, Map<String, Item> items) {
    for (Unwritten each : links.unwritten(link, now, MOST_WRITTEN)) {
      Appointment appointment = each.appointment();
      if (appointment != null && each.entry() == null) {
        String href = remote.hrefOf(CalendarWriter.uid(appointment));
        Item item = items.get(href);
        BusyTime time = item == null ? null : item.time();
        if (item != null && time != null && !item.isCancelled()) {
          own.put(href, changes.adopted(appointment, item, time));
        }
      }
    }
  }

  /// Somebody may have taken a time there in the moment in which it was booked here.
  private void tellClashes(List<CalendarBusy> busy) {
    if (busy.isEmpty()) {
      return;
    }
    List<Appointment> ahead =
        appointments.find(AppointmentQuery.booked(link.business(), now, MOST_CLASHES)).stream()
            .filter(each -> each.state() == State.BOOKED)
            .filter(each -> each.time().resources().contains(link.resource()))
            .toList();
    for (Appointment appointment : ahead) {
      busy.stream()
          .filter(time -> time.startsAt().isBefore(appointment.time().endsAt()))
          .filter(time -> time.endsAt().isAfter(appointment.time().startsAt()))
          .findFirst()
          .ifPresent(time -> news.clash(link, appointment, time.startsAt()));
    }
  }
}
