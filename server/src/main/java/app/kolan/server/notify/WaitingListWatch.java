package app.kolan.server.notify;

import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.Slot;
import app.kolan.server.booking.SlotRequest;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingEntry.Offer;
import app.kolan.server.store.WaitingEntry.State;
import app.kolan.server.store.WaitingListStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks those who wait for an appointment when a time falls free: the first whom it fits, for whom
/// it is held meanwhile, then the next. A time is held for one alone, since a hold is a row of the
/// database, whichever servers look at once.
public final class WaitingListWatch implements AlertWatch {
  /// Who has not answered so often is asked no more.
  private static final int MOST_OFFERS = 5;

  private static final int MOST_OF_A_BUSINESS = 200;

  /// Among so many times is one looked for that he was not asked for last.
  private static final int SLOTS = 20;

  /// Times that fall free without a change of an appointment, as when a caller gives up one that
  /// was held for him, are found so much later at most.
  private static final Duration LONGEST_REST = Duration.ofMinutes(2);

  /// Transactions are seen in another order than they began.
  private static final Duration LATE_COMMIT = Duration.ofMinutes(1);

  private static final int MOST_CHANGES = 500;

  private final WaitingListStore store;
  private final AppointmentStore appointments;
  private final BusinessDirectory directory;
  private final AlertLinks links;

  /// What was there when times were last looked for, by business.
  private final Map<Long, Seen> seen = new HashMap<>();

  private Instant changesSince = Instant.EPOCH;

  /// Those who wait, as they were at a look.
  ///
  /// @param entries a hash of them
  private record Seen(int entries, Instant at) {}

  public WaitingListWatch(
      WaitingListStore store,
      AppointmentStore appointments,
      BusinessDirectory directory,
      AlertLinks links) {
    this.store = store;
    this.appointments = appointments;
    this.directory = directory;
    this.links = links;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    Set<Long> changed = changed(now);
    for (BusinessSettings settings : directory.all()) {
      Business business = settings.business();
      BookingSettings booking = business.profile().booking();
      BookingMessages messages = booking == null ? null : booking.messages();
      if (booking == null || messages == null || messages.waitingMinutes() == 0) {
        continue;
      }
      boolean quiet = messages.quiet().endAt(now).isAfter(now);
      var bookings = new Bookings(business.id(), booking, appointments);
      List<WaitingEntry> entries = store.open(business.id(), MOST_OF_A_BUSINESS);
      boolean searches = !quiet && hasNews(business.id(), entries, changed, now);
      for (WaitingEntry entry : entries) {
        look(entry, business, bookings, messages, searches, now, alerts);
      }
    }
  }

  /// The businesses in which an appointment was changed since the last look. The first look finds
  /// none: it searches in all of them.
  private Set<Long> changed(Instant now) {
    var businesses = new HashSet<Long>();
    if (!changesSince.equals(Instant.EPOCH)) {
      appointments
          .changedSince(changesSince, MOST_CHANGES)
          .forEach(appointment -> businesses.add(appointment.businessId()));
    }
    changesSince = now.minus(LATE_COMMIT);
    return businesses;
  }

  /// Whether a time may have fallen free for somebody since the last search.
  private boolean hasNews(
      long business, List<WaitingEntry> entries, Set<Long> changed, Instant now) {
    var current = new Seen(entries.hashCode(), now);
    Seen before = seen.get(business);
    boolean isNews =
        before == null
            || before.entries() != current.entries()
            || changed.contains(business)
            || !now.isBefore(before.at().plus(LONGEST_REST))
            || entries.stream().anyMatch(entry -> isOver(entry, now));
    if (isNews) {
      seen.put(business, current);
    }
    return isNews;
  }

  /// Whether somebody was asked and has not answered in time.
  private static boolean isOver(WaitingEntry entry, Instant now) {
    Offer offer = entry.offer();
    return entry.state() == State.OFFERED && (offer == null || !offer.until().isAfter(now));
  }

  private void look(
      WaitingEntry entry,
      Business business,
      Bookings bookings,
      BookingMessages messages,
      boolean searches,
      Instant now,
      Alerts alerts) {
    boolean late = entry.last().isBefore(LocalDate.ofInstant(now, bookings.settings().zone()));
    if (entry.state() == State.OFFERED) {
      if (isOver(entry, now)) {
        appointments.release(business.id(), entry.holder());
        boolean _ =
            store.settle(
                entry, late || entry.offers() >= MOST_OFFERS ? State.LEFT : State.WAITING, now);
      }
    } else if (late) {
      boolean _ = store.settle(entry, State.LEFT, now);
    } else if (searches) {
      free(entry, bookings, now)
          .ifPresent(slot -> offer(entry, slot, business, bookings, messages, now, alerts));
    }
  }

  private static Optional<Slot> free(WaitingEntry entry, Bookings bookings, Instant now) {
    Offer last = entry.offer();
    return bookings.settings().service(entry.service()).stream()
        .flatMap(
            service ->
                bookings
                    .free(
                        new SlotRequest(
                            service,
                            entry.person(),
                            entry.first(),
                            entry.last(),
                            entry.from(),
                            entry.until()),
                        bookings.caller(entry.holder()),
                        SLOTS,
                        now)
                    .stream())
        .filter(slot -> last == null || !slot.time().startsAt().equals(last.time().startsAt()))
        .findFirst();
  }

  private void offer(
      WaitingEntry entry,
      Slot slot,
      Business business,
      Bookings bookings,
      BookingMessages messages,
      Instant now,
      Alerts alerts) {
    Instant until = now.plus(Duration.ofMinutes(messages.waitingMinutes()));
    if (!appointments.hold(business.id(), slot.time(), entry.holder(), until, now)) {
      return;
    }
    Optional<WaitingEntry> offered = store.offer(entry, slot.time(), until);
    if (offered.isEmpty()) {
      appointments.release(business.id(), entry.holder());
      return;
    }
    Offer offer = offered.get().offer();
    if (offer == null) {
      return;
    }
    var words = new AppointmentWords(bookings.settings(), business.locale().language());
    String cause = "waiting:%d:%d".formatted(entry.id(), offered.get().offers());
    String facts =
        AlertFacts.of(AlertKind.WAITING_LIST, business.name(), now)
            .put("waiting", entry.id())
            .put("offers", offered.get().offers())
            .put("appointmentAt", slot.time().startsAt().toString())
            .put("words", words.appointment(entry.title(), slot.time()))
            .put("minutes", messages.waitingMinutes())
            .put("callback", entry.number().value())
            .put("link", links.waiting(offer.link()))
            .json()
            .toString();
    var draft =
        new Alert.Draft(
            AlertMaker.id(
                business.id(), cause, messages.by().word() + ":" + entry.number().value()),
            business.id(),
            AlertKind.WAITING_LIST,
            cause,
            entry.call() == null ? null : entry.call().value(),
            messages.by(),
            entry.number().value(),
            facts,
            now);
    alerts.add(business.id() + ":" + cause, List.of(draft), now);
  }
}
