package app.kolan.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Those who wait for an appointment. See [Stores] for durability, threads and errors.
public interface WaitingListStore {
  /// Puts somebody on the list. Who waits for the same service already, from the same number, is
  /// there once, with what he wants now.
  WaitingEntry add(WaitingEntry.Draft draft, Instant at);

  /// Those who wait or were asked, the next one first.
  List<WaitingEntry> open(long business, int limit);

  Optional<WaitingEntry> find(long business, long id);

  /// The one at an address, of whatever business.
  Optional<WaitingEntry> findByLink(String link);

  /// Notes that a time is held for somebody who waits, under a new link.
  ///
  /// @return empty when he does not wait any more
  Optional<WaitingEntry> offer(WaitingEntry entry, AppointmentTime time, Instant until);

  /// Notes what came of it: who waits again goes to the end.
  ///
  /// @param entry as it was read; what was changed since stays as it is
  /// @return false when it was changed since
  boolean settle(WaitingEntry entry, WaitingEntry.State state, Instant at);

  /// Puts somebody back who has left the list, at the place that he had, unless he is on it again.
  /// What was held for him stays free.
  ///
  /// @return false when he had not left it, or is on it
  boolean putBack(WaitingEntry entry);
}
