package app.kolan.server.crm;

import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Takes the contacts of a file over. A contact is known by his numbers: what a row says of one who
/// is there is added to him, and replaces nothing. What he has already changes nothing, so that
/// what was exported can be imported.
public final class ContactImport {
  /// What is taken over well within the time of a request.
  public static final int MOST = 2000;

  /// So many of a contact's newest entries are looked through for a note that a row has, too.
  private static final int MOST_COMPARED = 1000;

  private final ContactStore contacts;
  private final long business;
  private final String actor;
  private final Instant at;
  private int added;
  private int changed;
  private int unchanged;
  private final List<ContactRow> refused = new ArrayList<>();

  /// @param actor who does, as in the audit log
  public ContactImport(ContactStore contacts, long business, String actor, Instant at) {
    this.contacts = contacts;
    this.business = business;
    this.actor = actor;
    this.at = at;
  }

  /// What came of a file.
  ///
  /// @param refused the rows that could not be used, each with its problem
  public record Result(int added, int changed, int unchanged, List<ContactRow> refused) {
    public Result {
      refused = List.copyOf(refused);
    }
  }

  /// Takes these over, each by itself.
  public Result take(List<ContactRow> rows) {
    for (ContactRow row : rows) {
      if (row.problem() != null) {
        refused.add(row);
        continue;
      }
      try {
        take(row);
      } catch (CrmConflict conflict) {
        refused.add(ContactRow.refused(row.row(), String.valueOf(conflict.getMessage())));
      }
    }
    return new Result(added, changed, unchanged, refused);
  }

  private void take(ContactRow row) {
    Optional<Contact> known = Optional.empty();
    for (PhoneNumber number : row.numbers()) {
      known = known.or(() -> contacts.findByNumber(business, number));
    }
    if (known.isEmpty()) {
      Contact contact = contacts.add(business, details(row), actor, at);
      addNote(contact, row);
      added++;
      return;
    }
    Contact before = known.get();
    ContactDetails after = with(before, row);
    boolean isSame = after.equals(ContactDetails.of(before));
    if (!isSame) {
      contacts.update(business, before.id(), before.revision(), after, actor, at);
    }
    boolean isNoted = row.note() == null || hasNote(before, row.note());
    if (!isNoted) {
      addNote(before, row);
    }
    if (isSame && isNoted) {
      unchanged++;
    } else {
      changed++;
    }
  }

  private void addNote(Contact contact, ContactRow row) {
    if (row.note() != null) {
      contacts.addNote(business, contact.id(), row.note(), actor, at);
    }
  }

  private boolean hasNote(Contact contact, String text) {
    return contacts.timeline(business, contact.id(), PagePosition.NEWEST, MOST_COMPARED).stream()
        .anyMatch(entry -> entry.says(text));
  }

  private static ContactDetails details(ContactRow row) {
    return new ContactDetails(
        row.name(),
        row.numbers(),
        row.email(),
        row.language(),
        row.tags(),
        row.doNotCall(),
        List.of());
  }

  private static ContactDetails with(Contact before, ContactRow row) {
    var numbers = new ArrayList<>(before.numbers());
    row.numbers().stream().filter(number -> !numbers.contains(number)).forEach(numbers::add);
    var tags = new TreeSet<>(before.tags());
    tags.addAll(row.tags());
    boolean isNamed =
        before.names().stream().anyMatch(ContactImport::isWritten)
            || before.name().equals(Optional.ofNullable(row.name()));
    return new ContactDetails(
        isNamed ? null : row.name(),
        numbers,
        before.email() == null ? row.email() : before.email(),
        before.language() == null ? row.language() : before.language(),
        List.copyOf(tags),
        before.doNotCall() || row.doNotCall(),
        List.of());
  }

  private static boolean isWritten(Contact.Name name) {
    return !name.toldBy().equals(Contact.BY_KOLAN);
  }
}
