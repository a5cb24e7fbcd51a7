package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactQuery;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The contacts.
final class SqlContactStore implements ContactStore {
  private final SqlDatabase database;
  private final SearchIndex index;

  SqlContactStore(SqlDatabase database) {
    this.database = database;
    index = new SearchIndex(database.trigramIndex());
  }

  @Override
  public Contact add(long business, ContactDetails details, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Optional<Contact> done =
              mayBeDone ? addedBefore(handle, business, details, actor, at) : Optional.empty();
          return done.orElseGet(() -> add(handle, business, details, actor, at));
        });
  }

  private Contact add(
      Handle handle, long business, ContactDetails details, String actor, Instant at) {
    long id = ContactChanges.insert(handle, business, actor, at);
    ContactChanges.write(handle, require(handle, business, id), details, actor, at);
    index.putContact(handle, business, id);
    return require(handle, business, id);
  }

  /// What an earlier run may have added.
  private static Optional<Contact> addedBefore(
      Handle handle, long business, ContactDetails details, String actor, Instant at) {
    return ContactTable.find(handle, new ContactQuery(business, null, null, Long.MAX_VALUE, 20))
        .stream()
        .filter(each -> each.madeBy().equals(actor))
        .filter(each -> each.createdAt().toEpochMilli() == at.toEpochMilli())
        .filter(each -> each.numbers().containsAll(details.numbers()))
        .findFirst();
  }

  @Override
  public Optional<Contact> find(long business, long id) {
    return database.read(handle -> ContactTable.find(handle, business, id));
  }

  @Override
  public Optional<Contact> findByNumber(long business, PhoneNumber number) {
    return database.read(
        handle ->
            ContactTable.idOf(handle, business, number)
                .flatMap(id -> ContactTable.find(handle, business, id)));
  }

  @Override
  public Map<PhoneNumber, Contact> findByNumbers(long business, Collection<PhoneNumber> numbers) {
    return database.read(handle -> ContactTable.findByNumbers(handle, business, numbers));
  }

  @Override
  public List<Contact> find(ContactQuery query) {
    return database.read(handle -> ContactTable.find(handle, query));
  }

  @Override
  public Contact update(
      long business, long id, long revision, ContactDetails details, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          lock(handle, business, id);
          Contact before = require(handle, business, id);
          if (mayBeDone && before.revision() == revision + 1 && isAt(before, at)) {
            return before;
          }
          if (before.revision() != revision) {
            throw new CrmConflict(
                Kind.CHANGED, "The contact was changed meanwhile; read it again.");
          }
          requireUnmerged(before);
          FieldChanges changes = ContactChanges.write(handle, before, details, actor, at);
          ContactChanges.addChange(handle, business, id, changes, actor, at);
          index.putContact(handle, business, id);
          return require(handle, business, id);
        });
  }

  private static boolean isAt(Contact contact, Instant at) {
    return contact.changedAt().toEpochMilli() == at.toEpochMilli();
  }

  /// Makes other changes of the contact wait.
  static void lock(Handle handle, long business, long id) {
    handle.execute(
        "update contacts set revision = revision where id = ? and business_id = ?", id, business);
  }

  static Contact require(Handle handle, long business, long id) {
    return ContactTable.find(handle, business, id)
        .orElseThrow(() -> new CrmConflict(Kind.UNKNOWN, "There is no such contact."));
  }

  static void requireUnmerged(Contact contact) {
    if (contact.mergedInto() != null) {
      throw new CrmConflict(
          Kind.CONFLICT,
          "The contact was merged into %d; change that one, or take the merging back."
              .formatted(contact.mergedInto()));
    }
  }

  @Override
  public Contact merge(long business, long kept, long merged, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Contact one = ContactMerges.merge(handle, mayBeDone, business, kept, merged, actor, at);
          index.putContact(handle, business, kept);
          index.putContact(handle, business, merged);
          return one;
        });
  }

  @Override
  public Contact unmerge(long business, long merged, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Long kept = require(handle, business, merged).mergedInto();
          Contact one = ContactMerges.unmerge(handle, mayBeDone, business, merged, actor, at);
          index.putContact(handle, business, merged);
          if (kept != null) {
            index.putContact(handle, business, kept);
          }
          return one;
        });
  }

  @Override
  public TimelineEntry addNote(long business, long id, String text, String actor, Instant at) {
    String once = "note:" + UUID.randomUUID();
    return database.write(
        handle -> {
          requireUnmerged(require(handle, business, id));
          var note =
              new TimelineEntry.Draft(
                  TimelineEntry.Kind.NOTE, at, actor, once, TimelineEntry.noteOf(text));
          TimelineTable.add(handle, business, null, id, note);
          index.putContact(handle, business, id);
          return TimelineTable.find(handle, business, once);
        });
  }

  @Override
  public boolean addToTimeline(long business, long id, TimelineEntry.Draft entry) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Objects.requireNonNull(require(handle, business, id));
          return TimelineTable.add(handle, business, null, id, entry) || mayBeDone;
        });
  }

  @Override
  public List<TimelineEntry> timeline(long business, long id, PagePosition after, int limit) {
    return database.read(handle -> TimelineTable.ofContact(handle, business, id, after, limit));
  }

  @Override
  public boolean isUnwanted(long business, PhoneNumber number) {
    return database.read(handle -> UnwantedNumberTable.has(handle, business, number));
  }
}
