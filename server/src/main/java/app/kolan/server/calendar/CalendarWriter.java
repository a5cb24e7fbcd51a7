package app.kolan.server.calendar;

import app.kolan.server.booking.AppointmentEvents;
import app.kolan.server.calendar.RemoteCalendar.Item;
import app.kolan.server.calendar.RemoteCalendar.Written;
import app.kolan.server.ical.BusyTime;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.CalendarEntry;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CalendarLinkStore.Unwritten;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes appointments into a calendar.
/*
 * What somebody has changed there since it was read is never written over. It is read again, and
 *
 *   he changed words            they stay, and the time is written beside them
 *   he moved or deleted it      that counts, and the business is told
 *   it was cancelled here,      his event stays, as one of his own
 *     and he moved it
 *   it was erased here          it goes */
final class CalendarWriter {
  /// Makes an event of an appointment.
  interface Words {
    CalendarEvent event(Appointment appointment);
  }

  private final CalendarLinkStore links;
  private final CalendarListener news;
  private final CalendarLink link;
  private final RemoteCalendar remote;
  private final CalendarChanges changes;
  private final Words words;
  private final Instant now;

  CalendarWriter(
      CalendarLinkStore links,
      CalendarListener news,
      CalendarLink link,
      RemoteCalendar remote,
      CalendarChanges changes,
      Words words,
      Instant now) {
    this.links = links;
    this.news = news;
    this.link = link;
    this.remote = remote;
    this.changes = changes;
    this.words = words;
    this.now = now;
  }

  static String uid(Appointment appointment) {
    return AppointmentEvents.uid(appointment.businessId(), appointment.id(), appointment.madeAt());
  }

  void write(Unwritten unwritten) throws ProviderFailure, InterruptedException {
    Appointment appointment = unwritten.appointment();
    CalendarEntry entry = unwritten.entry();
    boolean isThere =
        appointment != null
            && appointment.state() != State.CANCELLED
            && appointment.time().resources().contains(link.resource());
    if (entry == null) {
      if (appointment != null && isThere && appointment.time().startsAt().isAfter(now)) {
        create(appointment);
      }
    } else if (appointment == null || !isThere) {
      delete(entry, appointment);
    } else if (appointment.state() != State.BOOKED || stands(appointment, entry)) {
      links.put(written(appointment, entry.href(), entry.etag()));
    } else {
      move(appointment, entry);
    }
  }

  private static boolean stands(Appointment appointment, CalendarEntry entry) {
    return appointment.time().startsAt().equals(entry.startsAt())
        && appointment.time().endsAt().equals(entry.endsAt());
  }

  private CalendarEntry written(Appointment appointment, String href, String etag) {
    return new CalendarEntry(
        link.id(),
        appointment.id(),
        href,
        etag,
        appointment.revision(),
        appointment.time().startsAt(),
        appointment.time().endsAt());
  }

  private void create(Appointment appointment) throws ProviderFailure, InterruptedException {
    switch (remote.create(words.event(appointment))) {
      case Written.Done(var href, var etag) -> links.put(written(appointment, href, etag));
      case Written.Conflict(var item) -> {
        BusyTime time = item == null ? null : item.time();
        if (item != null && time != null) {
          CalendarEntry _ = changes.adopted(appointment, item, time);
        }
      }
    }
  }

  private void move(Appointment appointment, CalendarEntry entry)
      throws ProviderFailure, InterruptedException {
    CalendarEvent event = words.event(appointment);
    Written first = remote.move(entry.href(), entry.etag(), event);
    Item now = conflict(first);
    Written last =
        now != null && isAt(now, entry) ? remote.move(entry.href(), now.etag(), event) : first;
    switch (last) {
      case Written.Done(var href, var etag) -> links.put(written(appointment, href, etag));
      case Written.Conflict(var item) -> {
        if (item == null) {
          changes.gone(entry);
          news.bothChanged(link, appointment);
        } else {
          changes.seen(entry, item);
        }
      }
    }
  }

  private void delete(CalendarEntry entry, @Nullable Appointment appointment)
      throws ProviderFailure, InterruptedException {
    Written first = remote.delete(entry.href(), entry.etag());
    Item now = conflict(first);
    boolean again = now != null && (appointment == null || isAt(now, entry));
    Written last = again && now != null ? remote.delete(entry.href(), now.etag()) : first;
    if (last instanceof Written.Done) {
      links.forget(link.id(), entry.appointment());
    } else if (appointment != null && now != null && !isAt(now, entry)) {
      links.forget(link.id(), entry.appointment());
      // All is read again, so that it counts as taken up.
      links.synced(link, false, List.of(), List.of(), null, this.now);
      news.bothChanged(link, appointment);
    }
  }

  private static @Nullable Item conflict(Written written) {
    return written instanceof Written.Conflict(var item) ? item : null;
  }

  /// Whether it is still at the time at which it was known to be.
  private static boolean isAt(Item item, CalendarEntry entry) {
    BusyTime time = item.time();
    return time != null && time.from().equals(entry.startsAt()) && time.to().equals(entry.endsAt());
  }
}
