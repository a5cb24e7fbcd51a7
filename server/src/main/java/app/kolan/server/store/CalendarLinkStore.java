package app.kolan.server.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calendars elsewhere that people and rooms are bound to, and what is known of them. What
/// somebody has there counts as taken up in [AppointmentStore]. See [Stores] for durability,
/// threads and errors.
public interface CalendarLinkStore {
  /// An appointment that its calendar does not know as it is now.
  ///
  /// @param appointment null when it was erased here
  /// @param entry null when it is not there
  record Unwritten(@Nullable Appointment appointment, @Nullable CalendarEntry entry) {}

  /// Binds a person or a room. Who is bound to the same calendar already gets the new secret.
  ///
  /// @throws CrmConflict when it is bound to another one
  CalendarLink bind(CalendarLink.Draft draft, Instant at);

  /// Those of a business, in the order in which they were made.
  List<CalendarLink> list(long business);

  Optional<CalendarLink> find(long business, long id);

  /// Unbinds; what stood there is forgotten. False when there is no such one.
  boolean remove(long business, long id);

  /// Whether anybody is bound to any, of whatever business.
  boolean isUsed();

  /// Takes those that are due, which are due again at a moment. Of several servers each takes
  /// others.
  List<CalendarLink> takeDue(Instant now, Instant next, int limit);

  /// Has those be due that do not know of what has changed here from a moment on, but for those
  /// with a problem.
  ///
  /// @return whether there are any
  boolean hurryChanged(Instant since, Instant now);

  /// The appointments that are known to stand there.
  List<CalendarEntry> entries(long link);

  /// Keeps an entry in place of what was known of the appointment. What is known of the same event
  /// as somebody else's is forgotten.
  void put(CalendarEntry entry);

  /// Forgets one.
  void forget(long link, long appointment);

  /// Writes down what a calendar has told.
  ///
  /// @param isFull whether it has told all that it has; what is known besides is forgotten
  /// @param changed the events that have changed, or are gone; what was known of them is forgotten
  /// @param busy the times of those that are still there
  void synced(
      CalendarLink link,
      boolean isFull,
      Collection<String> changed,
      List<CalendarBusy> busy,
      @Nullable String syncToken,
      Instant at);

  /// Notes that it is well, or what is wrong; the first moment of a problem is kept.
  ///
  /// @return as it is now; empty when it is gone
  Optional<CalendarLink> note(long id, @Nullable String problem, Instant at);

  /// Appointments from a moment on that are not written as they are now, the earliest first.
  List<Unwritten> unwritten(CalendarLink link, Instant from, int limit);
}
