package app.kolan.server.notify;

import app.kolan.server.business.QuietTimes;
import app.kolan.server.store.Appointment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When somebody is reminded of an appointment: some hours before, but not in a quiet time. One
/// that ends soon enough is waited for; otherwise he is reminded before it begins.
final class ReminderTime {
  /// A reminder that would come in a quiet time comes no earlier than so long before its time.
  static final Duration EARLIER_BY_AT_MOST = Duration.ofDays(4);

  /// Later than this before the appointment a reminder is of no use.
  private static final Duration LATEST = Duration.ofMinutes(45);

  /// Who has just booked needs no reminder.
  private static final Duration AFTER_BOOKING = Duration.ofHours(1);

  private static final Duration STEP = Duration.ofMinutes(15);

  private ReminderTime() {}

  /// Empty when there is no time for it.
  static Optional<Instant> of(Appointment appointment, int hours, QuietTimes quiet) {
    Instant start = appointment.time().startsAt();
    Instant wanted = start.minus(Duration.ofHours(hours));
    Instant at = quiet.endAt(wanted);
    if (at.isAfter(start.minus(LATEST))) {
      at = before(wanted, quiet);
    }
    return at.isBefore(appointment.changedAt().plus(AFTER_BOOKING))
        ? Optional.empty()
        : Optional.of(at);
  }

  private static Instant before(Instant wanted, QuietTimes quiet) {
    Instant at = wanted;
    while (!quiet.endAt(at).equals(at) && at.isAfter(wanted.minus(EARLIER_BY_AT_MOST))) {
      at = at.minus(STEP);
    }
    return at;
  }
}
