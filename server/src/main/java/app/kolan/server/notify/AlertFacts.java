package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an alert tells, as a webhook gets it and as mails and messages put it into words.
///
/// @param json an object: `alert`, `business`, `at`, and what is known of the call, its summary
///   among it
public record AlertFacts(ObjectNode json) {
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

  /// Adds a fact; null for what is not known.
  public AlertFacts put(String key, @Nullable String value) {
    json.put(key, value);
    return this;
  }

  /// Adds a number.
  public AlertFacts put(String key, long value) {
    json.put(key, value);
    return this;
  }

  /// Adds something that is so or not.
  public AlertFacts put(String key, boolean value) {
    json.put(key, value);
    return this;
  }

  /// Adds a list of texts.
  public AlertFacts put(String key, List<String> values) {
    ArrayNode list = json.putArray(key);
    values.forEach(list::add);
    return this;
  }

  /// The texts of a list; none when there is no such list.
  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    json.path(key).forEach(each -> texts.add(each.asText()));
    return texts;
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
