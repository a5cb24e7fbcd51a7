package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an alert tells, as a webhook gets it and as mails and messages put it into words.
///
/// @param json an object: `alert`, `business`, `at`, and what is known of the call, its summary
///   among it
record AlertFacts(ObjectNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static AlertFacts of(AlertKind kind, String business, Instant at) {
    ObjectNode facts = JSON.createObjectNode();
    facts.put("alert", kind.word()).put("business", business).put("at", at.toString());
    return new AlertFacts(facts);
  }

  static AlertFacts empty() {
    return new AlertFacts(JSON.createObjectNode());
  }

  /// Those that an alert was stored with.
  static AlertFacts of(Alert alert) {
    try {
      return JSON.readTree(alert.facts()) instanceof ObjectNode facts
          ? new AlertFacts(facts)
          : new AlertFacts(JSON.createObjectNode());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert is stored without its facts", e);
    }
  }

  AlertFacts put(String key, @Nullable String value) {
    json.put(key, value);
    return this;
  }

  /// A fact as text; empty when it is not known.
  String text(String key) {
    JsonNode value = json.path(key);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  @Override
  public String toString() {
    return "AlertFacts[%s]".formatted(text("alert"));
  }
}
