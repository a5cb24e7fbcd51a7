package app.kolan.server.booking;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Absence;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Opening;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.OccupiedTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Computes the slots of a business. Pure: it knows what is taken up only from its arguments. For
/// one thread, and one question: it keeps the hours that it has looked up.
/*
 * A slot begins on the grid of the business's clock and lasts as long as the service, by the
 * clock's time that really passes. Where the clock is changed:
 *
 *   March    01:45 ─ 03:00        02:00, 02:15, … do not exist and are never offered
 *   October  01:45 ─ 01:00 ─ 01:45 ─ 02:00
 *                                 each of 01:00 to 01:45 exists twice; the first is offered, since
 *                                 nobody can say on the telephone which one is meant
 *
 * During all of it, person and room are there and free; during the buffer after it they only have
 * to be free. */
public final class Slots {
  private final BookingSettings settings;
  private final ZoneId zone;
  private final OccupiedTimes occupied;
  private final Set<String> silent;
  private final IdentityHashMap<OpeningHours, List<Opening>> openings = new IdentityHashMap<>();
  private LocalDate openingsOf = LocalDate.MIN;

  public Slots(BookingSettings settings, OccupiedTimes occupied) {
    this(settings, occupied, Set.of());
  }

  /// @param silent people and rooms that are never free
  public Slots(BookingSettings settings, OccupiedTimes occupied, Set<String> silent) {
    this.settings = settings;
    this.silent = Set.copyOf(silent);
    this.zone = settings.zone();
    this.occupied = occupied;
  }

  /// All slots that fulfil a wish, in order. Of several people who are free at a time each has one.
  ///
  /// @param earliest no slot begins before it
  public List<Slot> all(SlotRequest wish, Instant earliest) {
    var slots = new ArrayList<Slot>();
    for (LocalDate date = wish.first(); !date.isAfter(wish.last()); date = date.plusDays(1)) {
      for (int minute = 0; minute < 24 * 60; minute += settings.stepMinutes()) {
        LocalTime time = LocalTime.MIN.plusMinutes(minute);
        if (!time.isBefore(wish.from()) && !time.isAfter(wish.until())) {
          slots.addAll(at(wish.service(), wish.person(), date.atTime(time), earliest));
        }
      }
    }
    return slots;
  }

  /// The slots that begin at a time on the business's clock, one for each person who is free, in
  /// the order of the settings; none when the time does not exist or is off the grid.
  public List<Slot> at(
      BookableService service, @Nullable String person, LocalDateTime start, Instant earliest) {
    Optional<Instant> from = instant(start);
    if (from.isEmpty() || !isOnGrid(start) || from.get().isBefore(earliest)) {
      return List.of();
    }
    Instant to = from.get().plus(Duration.ofMinutes(service.minutes()));
    Instant free = to.plus(Duration.ofMinutes(service.bufferMinutes()));
    var slots = new ArrayList<Slot>();
    Optional<String> room = firstFree(service.rooms(), start.toLocalDate(), from.get(), to, free);
    if (room.isEmpty() && !service.rooms().isEmpty()) {
      return List.of();
    }
    if (service.people().isEmpty()) {
      return person == null
          ? List.of(slot(service, null, room.orElse(null), from.get(), to, free))
          : List.of();
    }
    for (String each : service.people()) {
      if ((person == null || person.equals(each))
          && isFree(each, start.toLocalDate(), from.get(), to, free)) {
        slots.add(slot(service, each, room.orElse(null), from.get(), to, free));
      }
    }
    return slots;
  }

  /// The moment at which the business's clock shows a time first; empty when it never does.
  Optional<Instant> instant(LocalDateTime time) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.isEmpty() ? Optional.empty() : Optional.of(time.toInstant(offsets.getFirst()));
  }

  private boolean isOnGrid(LocalDateTime start) {
    Duration sinceMidnight = Duration.between(LocalTime.MIN, start.toLocalTime());
    return sinceMidnight.toNanos() % Duration.ofMinutes(settings.stepMinutes()).toNanos() == 0;
  }

  private static Slot slot(
      BookableService service,
      @Nullable String person,
      @Nullable String room,
      Instant from,
      Instant to,
      Instant free) {
    return new Slot(service, new AppointmentTime(person, room, from, to, free));
  }

  private Optional<String> firstFree(
      List<String> resources, LocalDate date, Instant from, Instant to, Instant free) {
    return resources.stream().filter(id -> isFree(id, date, from, to, free)).findFirst();
  }

  private boolean isFree(String id, LocalDate date, Instant from, Instant to, Instant free) {
    return !silent.contains(id)
        && settings.resource(id).filter(known -> isThere(known, date, from, to)).isPresent()
        && occupied.isFree(id, from, free);
  }

  private boolean isThere(BookableResource resource, LocalDate date, Instant from, Instant to) {
    return openings(resource, date).stream()
            .anyMatch(
                open ->
                    !open.from().toInstant().isAfter(from) && !open.to().toInstant().isBefore(to))
        && resource.absences().stream().noneMatch(absence -> overlaps(absence, from, to));
  }

  private boolean overlaps(Absence absence, Instant from, Instant to) {
    return absence.from().atZone(zone).toInstant().isBefore(to)
        && absence.to().atZone(zone).toInstant().isAfter(from);
  }

  private List<Opening> openings(BookableResource resource, LocalDate date) {
    if (!date.equals(openingsOf)) {
      openings.clear();
      openingsOf = date;
    }
    return openings.computeIfAbsent(
        resource.hours(), hours -> hours.between(date, date.plusDays(1)));
  }
}
