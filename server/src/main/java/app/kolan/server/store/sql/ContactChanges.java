package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactDetails.NewConsent;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables of contacts, written. Each method is a part of a transaction.
final class ContactChanges {
  private ContactChanges() {}

  /// Makes a contact of whom nothing is known yet.
  static long insert(Handle handle, long business, String madeBy, Instant at) {
    long id = RowIds.next(handle, "contact");
    handle
        .createUpdate(
            """
            insert into contacts (id, business_id, do_not_call, made_by, created_at, changed_at,
              revision)
            values (:id, :business, false, :by, :at, :at, 0)
            """)
        .bind("id", id)
        .bind("business", business)
        .bind("by", madeBy)
        .bind("at", at.toEpochMilli())
        .execute();
    return id;
  }

  /// Writes what is known of a contact, and what that has changed.
  ///
  /// @throws CrmConflict when a number is another contact's
  static FieldChanges write(
      Handle handle, Contact before, ContactDetails details, String actor, Instant at) {
    var changes =
        new FieldChanges()
            .field("email", before.email(), details.email())
            .field("language", before.language(), details.language())
            .field("doNotCall", before.doNotCall(), details.doNotCall())
            .field("numbers", numbers(before.numbers()), numbers(details.numbers()))
            .field("tags", String.join(", ", before.tags()), String.join(", ", details.tags()));
    handle
        .createUpdate(
            """
            update contacts set email = :email, language = :language, do_not_call = :doNotCall,
              changed_at = :at, revision = revision + 1
            where id = :id
            """)
        .bind("id", before.id())
        .bind("email", details.email())
        .bind("language", details.language())
        .bind("doNotCall", details.doNotCall())
        .bind("at", at.toEpochMilli())
        .execute();
    setNumbers(handle, before, details.numbers(), at);
    setTags(handle, before, details.tags());
    String name = details.name();
    String known = before.name().orElse(null);
    if (name != null && !name.equals(known)) {
      changes.field("name", known, name);
      addName(handle, before.id(), name, null, null, at, actor);
    }
    for (NewConsent consent : details.consents()) {
      changes.field("consent." + consent.purpose(), null, consent.granted());
      addConsent(handle, before.id(), consent, actor, at);
    }
    return changes;
  }

  static void addChange(
      Handle handle, long business, long contact, FieldChanges changes, String actor, Instant at) {
    if (!changes.isEmpty()) {
      TimelineTable.add(
          handle,
          business,
          null,
          contact,
          new TimelineEntry.Draft(TimelineEntry.Kind.CHANGE, at, actor, null, changes.detail()));
    }
  }

  private static String numbers(List<PhoneNumber> numbers) {
    return String.join(", ", numbers.stream().map(PhoneNumber::value).sorted().toList());
  }

  private static void setNumbers(
      Handle handle, Contact before, List<PhoneNumber> numbers, Instant at) {
    for (PhoneNumber number : before.numbers()) {
      if (!numbers.contains(number)) {
        handle
            .createUpdate(
                """
                delete from contact_numbers
                where business_id = :business and number = :number and contact_id = :contact
                """)
            .bind("business", before.businessId())
            .bind("number", number.value())
            .bind("contact", before.id())
            .execute();
      }
    }
    for (PhoneNumber number : numbers) {
      if (!before.numbers().contains(number)
          && !addNumber(handle, before.businessId(), before.id(), number, at)) {
        Optional<Long> other = ContactTable.idOf(handle, before.businessId(), number);
        throw new CrmConflict(
            Kind.CONFLICT,
            "The number is contact %d's; merge the two, or take it from that one first."
                .formatted(other.orElse(0L)));
      }
    }
  }

  /// @return false when it is another contact's
  static boolean addNumber(
      Handle handle, long business, long contact, PhoneNumber number, Instant at) {
    handle
        .createUpdate(
            """
            insert into contact_numbers (business_id, number, contact_id, added_at)
            values (:business, :number, :contact, :at)
            on conflict (business_id, number) do nothing
            """)
        .bind("business", business)
        .bind("number", number.value())
        .bind("contact", contact)
        .bind("at", at.toEpochMilli())
        .execute();
    return ContactTable.idOf(handle, business, number).filter(id -> id == contact).isPresent();
  }

  private static void setTags(Handle handle, Contact before, List<String> tags) {
    for (String tag : before.tags()) {
      if (!tags.contains(tag)) {
        handle
            .createUpdate("delete from contact_tags where contact_id = :contact and tag = :tag")
            .bind("contact", before.id())
            .bind("tag", tag)
            .execute();
      }
    }
    tags.forEach(tag -> addTag(handle, before.id(), tag));
  }

  static void addTag(Handle handle, long contact, String tag) {
    handle
        .createUpdate(
            """
            insert into contact_tags (contact_id, tag) values (:contact, :tag)
            on conflict (contact_id, tag) do nothing
            """)
        .bind("contact", contact)
        .bind("tag", tag)
        .execute();
  }

  static void addName(
      Handle handle,
      long contact,
      String name,
      @Nullable CallSid call,
      @Nullable Integer turn,
      Instant at,
      String by) {
    handle
        .createUpdate(
            """
            insert into contact_names (id, contact_id, name, call_sid, turn, told_at, told_by)
            values (:id, :contact, :name, :call, :turn, :at, :by)
            """)
        .bind("id", RowIds.at(at))
        .bind("contact", contact)
        .bind("name", name)
        .bind("call", call == null ? null : call.value())
        .bind("turn", turn)
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .execute();
  }

  private static void addConsent(
      Handle handle, long contact, NewConsent consent, String by, Instant at) {
    CallSid call = consent.call();
    Duration when = consent.at();
    handle
        .createUpdate(
            """
            insert into contact_consents (id, contact_id, purpose, granted, call_sid, at_ms,
              noted_at, noted_by)
            values (:id, :contact, :purpose, :granted, :call, :when, :at, :by)
            """)
        .bind("id", RowIds.at(at))
        .bind("contact", contact)
        .bind("purpose", consent.purpose().name())
        .bind("granted", consent.granted())
        .bind("call", call == null ? null : call.value())
        .bind("when", ResultRow.millis(when))
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .execute();
  }

  /// Deletes a contact with all that belongs to it alone.
  static void delete(Handle handle, long contact) {
    for (String table :
        List.of("contact_numbers", "contact_names", "contact_tags", "contact_consents")) {
      handle.execute("delete from %s where contact_id = ?".formatted(table), contact);
    }
    handle.execute("delete from timeline_entries where contact_id = ?", contact);
    handle.execute("update leads set contact_id = null where contact_id = ?", contact);
    handle.execute("update promises set contact_id = null where contact_id = ?", contact);
    handle.execute("delete from contacts where id = ?", contact);
  }
}
