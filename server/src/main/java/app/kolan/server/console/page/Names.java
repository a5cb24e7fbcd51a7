package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The contacts behind the numbers of one page; each number is looked up once. Whoever may not see
/// contacts sees none.
final class Names {
  private final ContactStore contacts;
  private final long business;
  private final boolean allowed;
  private final Map<PhoneNumber, Optional<Contact>> known = new HashMap<>();

  Names(ContactStore contacts, PageRequest request) {
    this.contacts = contacts;
    business = request.in().id();
    allowed = request.may(Permission.CONTACTS_READ);
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
