package app.kolan.server.calendar;

import app.kolan.server.calendar.RemoteCalendar.Item;
import app.kolan.server.ical.BusyTime;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarEntry;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CrmConflict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Does with appointments what people did with them in a calendar. Where both have changed one, the
/// calendar counts, and the business is told.
final class CalendarChanges {
  /// What takes longer or is farther away in a calendar is no appointment of a business, but a
  /// mistake of whoever moved it.
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration FARTHEST = Duration.ofDays(400);

  private final CalendarLinkStore links;
  private final AppointmentStore appointments;
  private final CalendarListener news;
  private final CalendarLink link;
  private final Instant now;

  CalendarChanges(
      CalendarLinkStore links,
      AppointmentStore appointments,
      CalendarListener news,
      CalendarLink link,
      Instant now) {
    this.links = links;
    this.appointments = appointments;
    this.news = news;
    this.link = link;
    this.now = now;
  }

  /// An appointment stands there of which it was not known.
  CalendarEntry adopted(Appointment appointment, Item item, BusyTime time) {
    boolean isSame =
        time.from().equals(appointment.time().startsAt())
            && time.to().equals(appointment.time().endsAt());
    var entry =
        new CalendarEntry(
            link.id(),
            appointment.id(),
            item.href(),
            item.etag(),
            appointment.revision(),
            time.from(),
            time.to());
    links.put(entry);
    if (!isSame) {
      // Nobody can say who has moved it last.
      news.clash(link, appointment, time.from());
    }
    return entry;
  }

  /// An appointment was seen there.
  void seen(CalendarEntry entry, Item item) {
    if (item.etag().equals(entry.etag())) {
      return;
    }
    if (item.isCancelled()) {
      gone(entry);
      return;
    }
    Optional<Appointment> found = appointments.find(link.business(), entry.appointment());
    BusyTime time = item.time();
    boolean isMoved =
        time == null || !time.from().equals(entry.startsAt()) || !time.to().equals(entry.endsAt());
    if (found.isEmpty() || found.get().state() != State.BOOKED || !isMoved) {
      Instant from = time == null ? entry.startsAt() : time.from();
      Instant to = time == null ? entry.endsAt() : time.to();
      links.put(entry.with(item.etag(), entry.revision(), from, to));
    } else if (time == null || isNoAppointments(time)) {
      // It repeats, has whole days, or is very long or far, which no appointment is.
      links.put(entry.with(item.etag(), found.get().revision(), entry.startsAt(), entry.endsAt()));
      news.clash(link, found.get(), entry.startsAt());
    } else {
      moved(entry, found.get(), item.etag(), time);
    }
  }

  private boolean isNoAppointments(BusyTime time) {
    return Duration.between(time.from(), time.to()).compareTo(LONGEST) > 0
        || time.from().isAfter(now.plus(FARTHEST));
  }

  private void moved(CalendarEntry entry, Appointment before, String etag, BusyTime time) {
    boolean both =
        before.revision() != entry.revision() && !before.time().startsAt().equals(entry.startsAt());
    AppointmentTime old = before.time();
    Duration buffer = Duration.between(old.endsAt(), old.freeAt());
    var to =
        new AppointmentTime(
            old.person(), old.room(), time.from(), time.to(), time.to().plus(buffer));
    if (to.equals(old)) {
      links.put(entry.with(etag, before.revision(), time.from(), time.to()));
      return;
    }
    Outcome outcome;
    try {
      outcome =
          appointments.move(
              link.business(),
              before.id(),
              before.revision(),
              to,
              null,
              Appointment.BY_CALENDAR,
              now);
    } catch (CrmConflict _) {
      // It was changed here just now, and is looked at again when that is written.
      return;
    }
    switch (outcome) {
      case Outcome.Booked(var after) -> {
        links.put(entry.with(etag, after.revision(), time.from(), time.to()));
        if (both) {
          news.bothChanged(link, after);
        }
      }
      case Outcome.Taken() -> {
        links.put(entry.with(etag, before.revision(), time.from(), time.to()));
        news.clash(link, before, time.from());
      }
    }
  }

  /// An appointment is no longer there. What has begun by then is left as it is.
  void gone(CalendarEntry entry) {
    for (int round = 0; round < 2; round++) {
      Optional<Appointment> found = appointments.find(link.business(), entry.appointment());
      boolean isAhead =
          found.isPresent()
              && found.get().state() == State.BOOKED
              && found.get().time().startsAt().isAfter(now);
      if (!isAhead || isCancelled(found.get())) {
        links.forget(link.id(), entry.appointment());
        return;
      }
    }
  }

  /// @return false when it was changed just now
  private boolean isCancelled(Appointment appointment) {
    try {
      Appointment _ =
          appointments.cancel(
              link.business(),
              appointment.id(),
              appointment.revision(),
              null,
              Appointment.BY_CALENDAR,
              now);
      return true;
    } catch (CrmConflict _) {
      return false;
    }
  }
}
