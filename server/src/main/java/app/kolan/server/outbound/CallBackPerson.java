package app.kolan.server.outbound;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whom a call back is to, and what is known of the matter. It prints nothing of it.
///
/// @param lead the call of the lead that it is about; null for none
/// @param contact null for none
/// @param name null when it is not known
/// @param reason what it is about, in words; may be empty
public record CallBackPerson(
    PhoneNumber number,
    @Nullable CallSid lead,
    @Nullable Long contact,
    @Nullable String name,
    String reason) {

  /// Who called, by his call: the number that he left, or the one that he called from. Empty when
  /// there is no such call, or no number to call.
  public static Optional<CallBackPerson> ofCall(
      CrmStores crm, CallStore calls, long business, CallSid call) {
    Optional<WorkedLead> lead = crm.leads().find(business, call);
    if (lead.isPresent()) {
      return ofLead(crm, business, lead.get());
    }
    return calls
        .find(call)
        .filter(known -> known.businessId() == business)
        .map(LoggedCall::caller)
        .filter(PhoneNumber::isDialable)
        .map(number -> ofNumber(crm, business, number));
  }

  private static Optional<CallBackPerson> ofLead(CrmStores crm, long business, WorkedLead worked) {
    Lead lead = worked.lead();
    PhoneNumber left = lead.callback();
    PhoneNumber number = left != null && left.isDialable() ? left : lead.caller();
    if (!number.isDialable()) {
      return Optional.empty();
    }
    CallBackPerson known = ofNumber(crm, business, number);
    return Optional.of(
        new CallBackPerson(
            number,
            lead.call(),
            known.contact(),
            known.name() == null ? lead.name() : known.name(),
            lead.subject() == null ? "" : lead.subject()));
  }

  /// A contact, at his newest number. Empty when he has none.
  public static Optional<CallBackPerson> ofContact(Contact contact) {
    return contact.numbers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CallBackPerson(
                contact.numbers().getLast(), null, contact.id(), contact.name().orElse(null), ""));
  }

  /// Whoever has a number.
  public static CallBackPerson ofNumber(CrmStores crm, long business, PhoneNumber number) {
    Optional<Contact> contact = crm.contacts().findByNumber(business, number);
    return new CallBackPerson(
        number,
        null,
        contact.map(Contact::id).orElse(null),
        contact.flatMap(Contact::name).orElse(null),
        "");
  }

  @Override
  public String toString() {
    return "CallBackPerson[lead=%s, contact=%s]".formatted(lead, contact);
  }
}
