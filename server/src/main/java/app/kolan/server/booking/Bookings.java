package app.kolan.server.booking;

import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.OccupiedTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The appointments of a business: offers slots by its settings as they are now, and books nothing
/// else. Safe to share.
///
/// @param business whose appointments they are
/// @param silent people and rooms of whom nobody knows whether they are free, so that they are not
public record Bookings(
    long business, BookingSettings settings, AppointmentStore store, Set<String> silent) {
  /// How long an offered slot is held.
  public static final Duration HOLD = Duration.ofMinutes(5);

  /// So many days are looked at in one question to the store.
  private static final int DAYS_AT_ONCE = 14;

  /// Among so many for each are offers chosen.
  private static final int SLOTS_FOR_AN_OFFER = 20;

  /// Callers who ask at the same time see the same slots as free, and one of them gets each.
  private static final int MOST_ROUNDS = 20;

  public Bookings {
    silent = Set.copyOf(silent);
  }

  /// All that is known is current.
  public Bookings(long business, BookingSettings settings, AppointmentStore store) {
    this(business, settings, store, Set.of());
  }

  /// The same without those of whom nobody knows whether they are free.
  public Bookings without(Set<String> silentOnes) {
    return new Bookings(business, settings, store, silentOnes);
  }

  /// Who asks, and what holds for him.
  ///
  /// @param call for which slots are held; null for none
  /// @param notice how long before it begins an appointment can be booked at the latest
  /// @param moved whose time counts as free, since it is moved; null for none
  public record Asker(@Nullable CallSid call, Duration notice, @Nullable Appointment moved) {
    /// The same who moves an appointment.
    public Asker moving(Appointment appointment) {
      return new Asker(call, notice, appointment);
    }
  }

  /// A caller, for whom the business's notice holds.
  public Asker caller(CallSid call) {
    return new Asker(call, Duration.ofMinutes(settings.noticeMinutes()), null);
  }

  /// Somebody of the business, who may book what begins now.
  public static Asker staff() {
    return new Asker(null, Duration.ZERO, null);
  }

  /// Free slots for a wish, in order.
  ///
  /// @param most no more of them are looked for once a part of the days has so many
  public List<Slot> free(SlotRequest wish, Asker asker, int most, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, settings.zone());
    LocalDate first = wish.first().isBefore(today) ? today : wish.first();
    LocalDate horizon = today.plusDays(settings.aheadDays());
    LocalDate last = wish.last().isAfter(horizon) ? horizon : wish.last();
    var slots = new ArrayList<Slot>();
    for (LocalDate from = first;
        !from.isAfter(last) && slots.size() < most;
        from = from.plusDays(DAYS_AT_ONCE)) {
      LocalDate to = from.plusDays(DAYS_AT_ONCE - 1L);
      LocalDate until = to.isAfter(last) ? last : to;
      var part =
          new SlotRequest(wish.service(), wish.person(), from, until, wish.from(), wish.until());
      slots.addAll(
          slots(wish.service(), from, until, asker, now).all(part, now.plus(asker.notice())));
    }
    return slots;
  }

  /// The few slots that a caller is offered, which are held for his call from now on. Empty when
  /// nothing is free, or others are quicker again and again.
  public List<Slot> offer(SlotRequest wish, CallSid call, int most, Instant now) {
    var offered = new ArrayList<Slot>();
    for (int round = 0; offered.isEmpty() && round < MOST_ROUNDS; round++) {
      List<Slot> free = free(wish, caller(call), most * SLOTS_FOR_AN_OFFER, now);
      if (free.isEmpty()) {
        return List.of();
      }
      for (Slot slot : Offers.choose(free, most)) {
        if (store.hold(business, slot.time(), call, now.plus(HOLD), now)) {
          offered.add(slot);
        }
      }
    }
    return List.copyOf(offered);
  }

  /// A free slot that begins at a time on the business's clock: with the first of those who can do
  /// it, in the order of the settings.
  public Optional<Slot> at(
      BookableService service,
      @Nullable String person,
      LocalDateTime start,
      Asker asker,
      Instant now) {
    LocalDate today = LocalDate.ofInstant(now, settings.zone());
    LocalDate date = start.toLocalDate();
    if (date.isAfter(today.plusDays(settings.aheadDays())) || date.isBefore(today)) {
      return Optional.empty();
    }
    return slots(service, date, date, asker, now)
        .at(service, person, start, now.plus(asker.notice()))
        .stream()
        .findFirst();
  }

  /// Holds a slot for a call.
  ///
  /// @return false when somebody else has it
  public boolean hold(Slot slot, CallSid call, Instant now) {
    return store.hold(business, slot.time(), call, now.plus(HOLD), now);
  }

  /// Books a slot.
  public Outcome book(Slot slot, Attendee attendee, Asker asker, String by, Instant now) {
    return store.book(
        new Appointment.Draft(
            business,
            slot.service().id(),
            slot.service().name(),
            slot.time(),
            attendee.name(),
            attendee.number(),
            attendee.note(),
            asker.call(),
            by),
        now);
  }

  private Slots slots(
      BookableService service, LocalDate first, LocalDate last, Asker asker, Instant now) {
    var resources = new TreeSet<>(service.people());
    resources.addAll(service.rooms());
    Duration length = Duration.ofMinutes(service.minutes() + (long) service.bufferMinutes());
    OccupiedTimes occupied =
        store.occupied(
            business,
            resources,
            first.atStartOfDay(settings.zone()).toInstant(),
            last.plusDays(1).atStartOfDay(settings.zone()).toInstant().plus(length),
            asker.call(),
            now);
    Appointment moved = asker.moved();
    return new Slots(settings, moved == null ? occupied : occupied.without(moved.time()), silent);
  }
}
