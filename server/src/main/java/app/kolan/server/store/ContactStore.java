package app.kolan.server.store;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The contacts of businesses. Every method is about one business, and finds nothing of another.
///
/// See [Stores] for durability, threads and errors. What cannot be done as things stand is a
/// [CrmConflict], and nothing is changed then.
public interface ContactStore {
  /// Adds a contact.
  ///
  /// @param actor who does, as in the audit log
  Contact add(long business, ContactDetails details, String actor, Instant at);

  Optional<Contact> find(long business, long id);

  Optional<Contact> findByNumber(long business, PhoneNumber number);

  /// The contacts that have these numbers, a few hundred at most.
  Map<PhoneNumber, Contact> findByNumbers(long business, Collection<PhoneNumber> numbers);

  List<Contact> find(ContactQuery query);

  /// Changes a contact. What changed, from what to what, is added to its timeline.
  ///
  /// @param revision the one from which the change was made
  Contact update(
      long business, long id, long revision, ContactDetails details, String actor, Instant at);

  /// Makes two contacts one: numbers, names, consents, notes, leads and promises of the second move
  /// to the first, tags are added, and what the first lacks is taken over. The second one is kept,
  /// empty, and what moved is written down.
  Contact merge(long business, long kept, long merged, String actor, Instant at);

  /// Takes the merging of a contact back: what moved moves back, and so do the leads that came from
  /// its numbers since. What both got together stays with the one that was kept.
  ///
  /// @return the contact that is one of its own again
  Contact unmerge(long business, long merged, String actor, Instant at);

  /// Adds a note.
  TimelineEntry addNote(long business, long id, String text, String actor, Instant at);

  /// Adds an entry to a contact's timeline.
  ///
  /// @return whether it was not there yet
  boolean addToTimeline(long business, long id, TimelineEntry.Draft entry);

  /// What happened around a contact itself, the newest first; what happened around his leads is in
  /// theirs.
  List<TimelineEntry> timeline(long business, long id, PagePosition after, int limit);

  /// Whether calls from a number make no contact, since it was found to be spam.
  boolean isUnwanted(long business, PhoneNumber number);
}
