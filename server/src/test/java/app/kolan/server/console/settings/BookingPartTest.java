package app.kolan.server.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the form of appointments makes of a document.
@Tag("unit")
class BookingPartTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT =
      """
      {"greeting": "שלום", "booking": {
        "services": {"cut": {"name": "תספורת", "minutes": 30, "people": ["dana"]}},
        "people": {"dana": {"name": "דנה", "hours": {"sunday": "09:00-12:00, 13:00-17:00",
          "exceptions": {"2026-12-20": "closed"}}, "absences": ["2026-12-24..2026-12-28"]}},
        "rooms": {"quiet": {"hours": {"monday": "09:00-12:00"}}},
        "messages": {"by": "sms", "from": "+97231111111"}}}
      """;

  private final BookingPart part = new BookingPart();

  private static ObjectNode document(String text) throws Exception {
    return (ObjectNode) JSON.readTree(text);
  }

  @Test
  void what_was_not_changed_stays_as_it_was_written() throws Exception {
    ObjectNode document = document(DOCUMENT);
    Map<String, String> fields = new HashMap<>(part.fields(document));
    fields.put("service-key-1", "");

    assertThat(fields)
        .containsEntry("service-people-0", "dana")
        .containsEntry("person-sunday-0", "09:00-12:00, 13:00-17:00")
        .containsEntry("person-absences-0", "2026-12-24..2026-12-28");
    assertThat(part.put(fields, document, "IL")).isEmpty();
    assertThat((JsonNode) document).isEqualTo(document(DOCUMENT));
  }

  @Test
  void what_is_changed_is_changed_alone() throws Exception {
    ObjectNode document = document(DOCUMENT);
    Map<String, String> fields = new HashMap<>(part.fields(document));
    fields.put("service-minutes-0", "45");
    fields.put("service-name-1", "צבע");
    fields.put("service-minutes-1", "60");
    fields.put("person-absences-0", "2026-12-24..2026-12-28, 2027-01-01");
    fields.put("room-key-0", "");
    fields.put("notice", "120");

    assertThat(part.put(fields, document, "IL")).isEmpty();

    JsonNode booking = document.path("booking");
    assertThat(booking.path("services").path("cut").path("minutes").intValue()).isEqualTo(45);
    assertThat(booking.path("services").path("service-1").path("name").asText()).isEqualTo("צבע");
    assertThat(booking.path("people").path("dana").path("absences")).hasSize(2);
    assertThat(booking.path("people").path("dana").path("hours").path("sunday").asText())
        .isEqualTo("09:00-12:00, 13:00-17:00");
    assertThat(booking.path("people").path("dana").path("hours").has("exceptions")).isTrue();
    assertThat(booking.has("rooms")).isFalse();
    assertThat(booking.path("notice").intValue()).isEqualTo(120);
    assertThat(booking.path("messages").path("by").asText()).isEqualTo("sms");
    assertThat(document.path("greeting").asText()).isEqualTo("שלום");
  }

  @Test
  void a_form_that_is_emptied_leaves_nothing_and_one_key_stands_once() throws Exception {
    ObjectNode document = document("{\"booking\": {\"services\": {\"cut\": {\"minutes\": 30}}}}");
    Map<String, String> fields = new HashMap<>(part.fields(document));
    fields.put("service-key-1", "cut");
    fields.put("service-minutes-1", "15");
    assertThat(part.put(fields, document, "IL")).hasSize(1);

    fields = new HashMap<>(part.fields(document));
    fields.replaceAll((_, _) -> "");
    assertThat(part.put(fields, document, "IL")).isEmpty();
    assertThat(document.has("booking")).isFalse();
  }

  @Test
  void what_is_wrong_is_shown_at_its_field() {
    Map<String, String> typed =
        Map.of("service-key-0", "cut", "person-key-0", "a", "person-key-1", "dana");

    assertThat(field("booking.services.cut.minutes", typed)).isEqualTo("service-minutes-0");
    assertThat(field("booking.people.dana.absences[1]", typed)).isEqualTo("person-absences-1");
    assertThat(field("booking.people.dana.hours.sunday", typed)).isEqualTo("person-sunday-1");
    assertThat(field("booking.people.dana", typed)).isEqualTo("person-key-1");
    assertThat(field("booking.services", typed)).isEqualTo("service-key-0");
    assertThat(field("booking.step", typed)).isEqualTo("step");
    assertThat(field("booking.messages.by", typed)).isEmpty();
  }

  private String field(String key, Map<String, String> typed) {
    return part.field(new ConfigProblem(key, "x", "y"), typed).orElse("");
  }
}
