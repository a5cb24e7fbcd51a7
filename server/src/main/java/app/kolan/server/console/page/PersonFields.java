package app.kolan.server.console.page;

import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Form;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactDetails;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fields of somebody, as a form has them. It prints without what they hold.
///
/// @param numbers one in each line
/// @param tags with commas between them
public record PersonFields(
    String name, String numbers, String email, String tags, boolean doNotCall) {
  /// Somebody who is new.
  public static final PersonFields NOBODY = new PersonFields("", "", "", "", false);

  /// @param written how numbers are written here
  public static PersonFields of(Contact contact, Function<PhoneNumber, String> written) {
    return new PersonFields(
        contact.name().orElse(""),
        contact.numbers().stream().map(written).collect(Collectors.joining("\n")),
        Optional.ofNullable(contact.email()).orElse(""),
        String.join(", ", contact.tags()),
        contact.doNotCall());
  }

  static PersonFields of(Form form) {
    return new PersonFields(
        PlainText.of(form.text("name")).replace('\n', ' '),
        form.text("numbers"),
        form.text("email").strip(),
        form.text("tags"),
        form.has("do-not-call"));
  }

  /// A field that cannot be used. It carries what was typed, for its page alone.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    final String text;
    final String seen;

    /// @param text the key of what is wrong
    Unusable(String text, String seen) {
      super(text, null, false, false);
      this.text = text;
      this.seen = seen;
    }
  }

  /// What it says, over what is there.
  ///
  /// @param country whose numbers may be typed as they are dialled there
  ContactDetails over(ContactDetails before, String country) throws Unusable {
    return new ContactDetails(
        name.isEmpty() ? null : name,
        parsedNumbers(country),
        parsedEmail().orElse(null),
        before.language(),
        List.of(tags.split(",", -1)).stream()
            .map(PlainText::of)
            .filter(tag -> !tag.isEmpty())
            .toList(),
        doNotCall,
        List.of());
  }

  private List<PhoneNumber> parsedNumbers(String country) throws Unusable {
    var parsed = new ArrayList<PhoneNumber>();
    for (String line : numbers.split("[\\n,;]", -1)) {
      String typed = PlainText.of(line);
      if (!typed.isEmpty()) {
        Optional<PhoneNumber> number = CallbackNumber.ofKeys(typed, country);
        if (number.isEmpty()) {
          throw new Unusable("person.problem.number", typed);
        }
        parsed.add(number.get());
      }
    }
    return parsed;
  }

  private Optional<String> parsedEmail() throws Unusable {
    try {
      return email.isEmpty() ? Optional.empty() : Optional.of(EmailAddress.of(email).value());
    } catch (IdentityRefusal _) {
      throw new Unusable("person.problem.email", email);
    }
  }

  @Override
  public String toString() {
    return "PersonFields";
  }
}
