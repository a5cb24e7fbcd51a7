package app.kolan.server.crm;

import app.kolan.server.store.Contact;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is known of a contact, as JSON: in the API, and in a person's copy of their data.
public final class ContactJson {
  private ContactJson() {}

  /// Puts it into an object.
  ///
  /// @param who what is written for an actor
  public static void put(ObjectNode form, Contact contact, UnaryOperator<String> who) {
    ArrayNode names = form.putArray("names");
    for (Contact.Name name : contact.names()) {
      names
          .addObject()
          .put("name", name.name())
          .put("call", sid(name.call()))
          .put("turn", name.turn())
          .put("toldAt", name.toldAt().toString())
          .put("toldBy", who.apply(name.toldBy()));
    }
    ArrayNode numbers = form.putArray("numbers");
    contact.numbers().forEach(number -> numbers.add(number.value()));
    form.put("email", contact.email());
    form.put("language", contact.language());
    ArrayNode tags = form.putArray("tags");
    contact.tags().forEach(tags::add);
    ArrayNode consents = form.putArray("consents");
    for (Contact.Consent consent : contact.consents()) {
      consents
          .addObject()
          .put("purpose", consent.purpose().name())
          .put("granted", consent.granted())
          .put("call", sid(consent.call()))
          .put("at", consent.at() == null ? null : consent.at().toMillis())
          .put("notedAt", consent.notedAt().toString())
          .put("notedBy", who.apply(consent.notedBy()));
    }
    form.put("doNotCall", contact.doNotCall());
    form.put("mergedInto", contact.mergedInto());
    form.put("createdAt", contact.createdAt().toString());
  }

  private static @Nullable String sid(@Nullable CallSid call) {
    return call == null ? null : call.value();
  }
}
