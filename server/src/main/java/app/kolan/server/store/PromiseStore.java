package app.kolan.server.store;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What callers were promised. What happens to a promise is in the timeline of its lead, or of its
/// contact.
///
/// See [Stores] for durability, threads and errors. What cannot be done as things stand is a
/// [CrmConflict], and nothing is changed then.
public interface PromiseStore {
  /// Writes a promise down; one with the same `once` that is there already is returned as it is.
  Promise add(Promise.Draft draft, Instant at);

  Optional<Promise> find(long business, long id);

  List<Promise> find(PromiseQuery query);

  /// Changes the words and times of a promise. One that was broken is open again when it is due
  /// later than now.
  ///
  /// @param revision the one from which the change was made
  Promise update(
      long business,
      long id,
      long revision,
      String words,
      Instant dueAt,
      @Nullable Instant remindAt,
      String actor,
      Instant at);

  /// Notes that a promise was kept, in time or late. Keeping it again changes nothing.
  Promise keep(long business, long id, String actor, Instant at);

  /// Takes back that a promise was kept or changed: it is as it was before, and nobody is told
  /// again of what he was told then.
  ///
  /// @param revision the one that is taken back
  /// @param wasBroken whether it was found to be broken; what is not due yet is open
  Promise restore(
      long business,
      long id,
      long revision,
      boolean wasBroken,
      Instant dueAt,
      @Nullable Instant remindAt,
      String actor,
      Instant at);

  /// Notes that a number was called, which keeps the open promises to call it.
  ///
  /// @return those that were kept by it
  List<Promise> keepByCall(long business, PhoneNumber number, String actor, Instant at);

  /// Breaks the open promises that were due by now.
  void breakOverdue(Instant now);

  /// The open promises of which people are to be reminded and were not yet; those that were due
  /// first come first.
  List<Promise> findToRemind(Instant now, int limit);

  /// The broken promises of which nobody was told yet.
  List<Promise> findBroken(int limit);

  /// Notes that people were reminded of a promise, or told that it is broken, as its state is.
  void markTold(Promise promise);
}
