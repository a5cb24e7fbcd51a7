package app.kolan.server.store;

import app.kolan.server.store.Contact.Purpose;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody writes down of a contact. It prints without it.
///
/// @param name a name to add; null for none. One that is the contact's name already changes nothing
/// @param numbers all that he has, in E.164
/// @param tags all that he has
/// @param consents those to add
public record ContactDetails(
    @Nullable String name,
    List<PhoneNumber> numbers,
    @Nullable String email,
    @Nullable String language,
    List<String> tags,
    boolean doNotCall,
    List<NewConsent> consents) {
  public ContactDetails {
    numbers = numbers.stream().distinct().toList();
    tags = tags.stream().distinct().sorted().toList();
    consents = List.copyOf(consents);
  }

  /// A consent, as in [Contact.Consent].
  public record NewConsent(
      Purpose purpose, boolean granted, @Nullable CallSid call, @Nullable Duration at) {}

  /// Somebody of whom a number is known.
  public static ContactDetails of(@Nullable String name, PhoneNumber... numbers) {
    return new ContactDetails(name, List.of(numbers), null, null, List.of(), false, List.of());
  }

  /// What a contact has, without anything to add.
  public static ContactDetails of(Contact contact) {
    return new ContactDetails(
        null,
        contact.numbers(),
        contact.email(),
        contact.language(),
        contact.tags(),
        contact.doNotCall(),
        List.of());
  }

  @Override
  public String toString() {
    return "ContactDetails[%d numbers]".formatted(numbers.size());
  }
}
