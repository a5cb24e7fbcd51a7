package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The contacts behind the numbers of one page; each number is looked up once. Whoever may not see
/// contacts sees none.
final class ContactNames {
  private final ContactStore contacts;
  private final long business;
  private final boolean allowed;
  private final Map<PhoneNumber, Optional<Contact>> known = new HashMap<>();

  ContactNames(ContactStore contacts, PageRequest request) {
    this.contacts = contacts;
    business = request.in().id();
    allowed = request.may(Permission.CONTACTS_READ);
  }

  /// Looks numbers up that are asked for next, all at once.
  ContactNames knowing(Collection<PhoneNumber> numbers) {
    List<PhoneNumber> sought =
        numbers.stream()
            .filter(number -> number.isDialable() && !known.containsKey(number))
            .distinct()
            .toList();
    if (allowed && !sought.isEmpty()) {
      Map<PhoneNumber, Contact> found = contacts.findByNumbers(business, sought);
      sought.forEach(number -> known.put(number, Optional.ofNullable(found.get(number))));
    }
    return this;
  }

  Optional<Contact> contact(@Nullable PhoneNumber number) {
    return !allowed || number == null || !number.isDialable()
        ? Optional.empty()
        : known.computeIfAbsent(number, each -> contacts.findByNumber(business, each));
  }

  /// The name behind a number; null when none is known.
  @Nullable String name(@Nullable PhoneNumber number) {
    return contact(number).flatMap(Contact::name).orElse(null);
  }

  Optional<Contact> contact(long id) {
    return allowed ? contacts.find(business, id) : Optional.empty();
  }
}
