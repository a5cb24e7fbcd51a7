package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// A clinic with settings of many kinds, and its staff beside the owner.
abstract class ConsoleSettingsFixture extends ConsolePagesFixture {
  static final String SETTINGS = "/b/clinic/receptionist";
  static final String FORM = "form.settings";

  /// With a comment, a key without a form, and values in unlike notations.
  private static final String DOCUMENT =
      """
      slug: clinic
      numbers: ["+97231111111"]
      name: מרפאה
      greeting: שלום
      transfer-to:
        sales: "+972501111111"
        dana: { number: "+972502222222", about: on Mondays }
      hours:
        sunday: [08:00-13:00, 16:00-19:00]
        monday: 8:00-17:00
        exceptions:
          2031-05-05: 10:00-11:00, 12:00-13:00, 14:00-15:00
      lexicon: { Carmel: כרמל }
      fields:
        pet: { label: חיה }
      tools:
        - name: book
          description: Books
          url: https://example.com/book
          secret: very-secret-key-of-a-tool
      """;

  @Override
  long addBusinesses() throws Exception {
    long added = api.business(DOCUMENT);
    console.user("staff@example.com", false, Map.of(added, Role.STAFF));
    return added;
  }

  Shown part(String name) throws Exception {
    Shown page = console.get(SETTINGS + "/edit/" + name);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page;
  }

  Shown save(String part, Map<String, String> fields) throws Exception {
    return console.submit(part(part), FORM, fields);
  }

  JsonNode version(int number) throws Exception {
    return api.get("/businesses/clinic/settings/versions/" + number);
  }

  /// What a version says, as the server reads it.
  String document(int number) throws Exception {
    return version(number).path("document").asText();
  }
}
