package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Appointments, and the slots that are held for callers who think about them.
///
/// Nobody is booked twice: a person or a room has one appointment, or is held for one call, at a
/// time, whoever asks at the same time and on whichever server. What a call holds is free again by
/// itself when its time is over, and nobody's but that call's before.
///
/// A store knows no hours and no services: whether a time is one that a business offers is asked
/// before. What happens to an appointment that was booked in a call is in the timeline of that
/// call's lead.
///
/// See [Stores] for durability, threads and errors. What cannot be done as things stand is a
/// [CrmConflict], and nothing is changed then.
public interface AppointmentStore {
  /// So long before it begins it can be noted at the earliest that somebody came.
  Duration EARLIEST_ARRIVAL = Duration.ofHours(12);

  /// What came of booking or moving.
  sealed interface Outcome {
    /// It is booked.
    record Booked(Appointment appointment) implements Outcome {}

    /// Somebody else has some of the time; nothing was changed.
    record Taken() implements Outcome {}
  }

  /// When people and rooms are taken up for somebody else.
  ///
  /// @param call what is held for it counts as free; null for nobody
  OccupiedTimes occupied(
      long business,
      Collection<String> resources,
      Instant from,
      Instant to,
      @Nullable CallSid call,
      Instant now);

  /// Holds a time for a call; what the call holds of it already is held longer.
  ///
  /// @return false when somebody else has some of it; then nothing was changed
  boolean hold(long business, AppointmentTime time, CallSid call, Instant until, Instant now);

  /// Frees what is held for a call.
  void release(long business, CallSid call);

  /// Books an appointment. What is held for its call may be taken up by it. A call's appointment
  /// for the same service at the same time and under the same name is booked once, and returned as
  /// it is.
  Outcome book(Appointment.Draft draft, Instant at);

  /// The same for somebody for whom the time is held in the place of a call.
  ///
  /// @param holder for whom
  Outcome bookHeld(Appointment.Draft draft, CallSid holder, Instant at);

  /// Moves a booked appointment to another time, in part its own perhaps.
  ///
  /// @param revision the one from which the change was made
  /// @param call who wants it, and for whom some of the time may be held; null for no call
  Outcome move(
      long business,
      long id,
      long revision,
      AppointmentTime to,
      @Nullable CallSid call,
      String actor,
      Instant at);

  /// Cancels a booked appointment, whose time is free then. Cancelling again changes nothing.
  ///
  /// @param call in which it is cancelled; null for none
  Appointment cancel(
      long business, long id, long revision, @Nullable CallSid call, String actor, Instant at);

  /// Notes that nobody came to an appointment that has begun. Noting it again changes nothing; what
  /// was noted by mistake is changed by the other note.
  Appointment noShow(long business, long id, long revision, String actor, Instant at);

  /// Notes that somebody came: no earlier than [#EARLIEST_ARRIVAL]. Noting it again changes
  /// nothing.
  Appointment arrived(long business, long id, long revision, String actor, Instant at);

  /// Notes that the one for whom it is says that he comes. Moving it takes that back.
  Appointment confirm(long business, long id, String actor, Instant at);

  Optional<Appointment> find(long business, long id);

  /// The appointment at an address, of whatever business.
  Optional<Appointment> findByLink(String link);

  /// Those of all businesses that were changed from a moment on, in the order of their changes.
  List<Appointment> changedSince(Instant from, int limit);

  /// Those that are looked for, the earliest first.
  List<Appointment> find(AppointmentQuery query);
}
