package app.kolan.server.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the forms of messages, calls, fields, alerts and retention make of a document.
@Tag("unit")
class ValueFormsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT =
      """
      {"greeting": "שלום",
       "booking": {"services": {"cut": {"minutes": 30}},
         "messages": {"by": "sms", "from": "+97231111111", "reminders": [24, 3],
           "quiet": ["21:00-08:00", "shabbat"]}},
       "calling": {"ring": "+972501111111", "countries": ["IL", "US"], "cost-a-day": 20,
         "record": true},
       "fields": {"pet": {"label": "חיה", "kind": "choice", "choices": ["כלב", "חתול"]}},
       "alerts": [
         {"to": "mail:a@example.com", "kinds": ["missed-call"], "quiet": "shabbat, 22:00-07:00"},
         {"to": "webhook:https://example.com/x", "secret": "a-long-secret-of-a-webhook"}],
       "retention": {"sound": 90}}
      """;

  private static ObjectNode document() throws Exception {
    return (ObjectNode) JSON.readTree(DOCUMENT);
  }

  private static JsonNode put(SettingsPart part, Map<String, String> changes) throws Exception {
    ObjectNode document = document();
    Map<String, String> fields = new HashMap<>(part.fields(document));
    changes.forEach(
        (name, value) -> {
          if (value.equals("-")) {
            fields.remove(name);
          } else {
            fields.put(name, value);
          }
        });
    assertThat(part.put(fields, document, "IL")).isEmpty();
    return document;
  }

  @Test
  void what_was_not_changed_stays_as_it_was_written() throws Exception {
    for (SettingsPart part :
        List.of(
            new MessagesPart(),
            new CallingPart(),
            new LeadFieldsPart(),
            new AlertsPart(),
            new RetentionPart())) {
      assertThat(put(part, Map.of())).as(part.name()).isEqualTo(document());
    }
  }

  @Test
  void what_is_changed_is_changed_alone() throws Exception {
    JsonNode messages =
        put(
                new MessagesPart(),
                Map.of("by", "whatsapp", "from", "03-222-2222", "waiting-list", "30", "quiet", ""))
            .path("booking");
    assertThat(messages.path("messages").toString())
        .isEqualTo(
            "{\"by\":\"whatsapp\",\"from\":\"+97232222222\",\"reminders\":[24,3],\"waiting-list\":30}");
    assertThat(messages.path("services").size()).isEqualTo(1);

    JsonNode calling =
        put(
                new CallingPart(),
                Map.of(
                    "record", "-",
                    "countries", "IL",
                    "calls-a-day", "50",
                    "quiet", "own",
                    "quiet-shabbat", "1"))
            .path("calling");
    assertThat(calling.has("record")).isFalse();
    assertThat(calling.path("countries").toString()).isEqualTo("[\"IL\"]");
    assertThat(calling.path("calls-a-day").intValue()).isEqualTo(50);
    assertThat(calling.path("quiet").toString()).isEqualTo("[\"shabbat\"]");

    JsonNode fields =
        put(new LeadFieldsPart(), Map.of("field-label-1", "תקציב", "field-kind-1", "number"))
            .path("fields");
    assertThat(fields.path("field-2").path("kind").asText()).isEqualTo("number");
    assertThat(fields.path("pet").path("choices")).hasSize(2);

    assertThat(put(new RetentionPart(), Map.of("sound", "", "words", "30")).path("retention"))
        .hasToString("{\"words\":30}");
    assertThat(put(new RetentionPart(), Map.of("sound", "")).has("retention")).isFalse();
  }

  @Test
  void a_secret_stays_with_its_address_and_goes_to_no_other() throws Exception {
    assertThat(new AlertsPart().fields(document()).values())
        .noneMatch(value -> value.contains("a-long-secret"));

    JsonNode kept = put(new AlertsPart(), Map.of("kind-new-lead-0", "1", "quiet-shabbat-0", "-"));
    assertThat(kept.path("alerts").path(0).path("kinds").toString())
        .isEqualTo("[\"new-lead\",\"missed-call\"]");
    assertThat(kept.path("alerts").path(0).path("quiet").toString()).isEqualTo("[\"22:00-07:00\"]");
    assertThat(kept.path("alerts").path(1).path("secret").asText()).startsWith("a-long-secret");

    JsonNode moved = put(new AlertsPart(), Map.of("address-1", "https://other.example/x"));
    assertThat(moved.path("alerts").path(1).has("secret")).isFalse();
    JsonNode removed = put(new AlertsPart(), Map.of("address-0", ""));
    assertThat(removed.path("alerts")).hasSize(1);
  }

  @Test
  void what_is_wrong_is_shown_at_its_field() throws Exception {
    var messages = new MessagesPart();
    assertThat(field(messages, "booking.messages.from")).isEqualTo("from");
    assertThat(field(messages, "booking.messages.reminders[1]")).isEqualTo("reminders");
    assertThat(field(messages, "booking.messages.quiet[0]")).isEqualTo("quiet-hours");
    assertThat(field(messages, "booking.services")).isEmpty();
    assertThat(field(new CallingPart(), "calling.countries")).isEqualTo("countries");
    assertThat(field(new LeadFieldsPart(), "fields.pet.choices")).isEqualTo("field-choices-0");
    assertThat(field(new AlertsPart(), "alerts[1].secret")).isEqualTo("secret-1");
    assertThat(field(new AlertsPart(), "alerts[0].kinds[0]")).isEqualTo("address-0");
    assertThat(field(new RetentionPart(), "retention.sound")).isEqualTo("sound");
  }

  private static String field(SettingsPart part, String key) throws Exception {
    return part.field(new ConfigProblem(key, "x", "y"), part.fields(document())).orElse("");
  }
}
