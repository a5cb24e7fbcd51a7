package app.kolan.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes what a model wrote ready for the validator: takes control characters and outer spaces off
/// texts, takes a null for a value that is left out, and bounds what a schema leaves unbounded.
final class ArgumentCleaner {
  /// Numbers within this are exact however they are written.
  private static final double LARGEST = 1e15;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n]]+");

  private final JsonNode schema;
  private final Set<String> problems;

  /// @param problems collects what is out of bounds
  ArgumentCleaner(JsonNode schema, Set<String> problems) {
    this.schema = schema;
    this.problems = problems;
  }

  ObjectNode clean(ObjectNode given) {
    return object(given, schema, "");
  }

  /// @param rule what the schema says of this place, as far as it says it without references and
  ///   combinations
  private ObjectNode object(ObjectNode given, JsonNode rule, String at) {
    ObjectNode clean = Parameters.JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      JsonNode part = rule.path("properties").path(entry.getKey());
      if (!entry.getValue().isNull() || part.path("type").toString().contains("\"null\"")) {
        String below = at.isEmpty() ? entry.getKey() : at + "." + entry.getKey();
        clean.set(entry.getKey(), value(entry.getValue(), part, below));
      }
    }
    return clean;
  }

  private JsonNode value(JsonNode given, JsonNode rule, String at) {
    if (given instanceof ObjectNode object) {
      return object(object, rule, at);
    }
    if (given instanceof ArrayNode array) {
      ArrayNode clean = Parameters.JSON.createArrayNode();
      array.forEach(item -> clean.add(value(item, rule.path("items"), at)));
      return clean;
    }
    if (given.isTextual()) {
      String text = CONTROLS.matcher(given.textValue()).replaceAll(" ").strip();
      if (!rule.has("maxLength") && text.length() > Parameter.USUAL_MOST_LETTERS) {
        problems.add(ArgumentProblem.demand(at, rule));
      }
      return TextNode.valueOf(text);
    }
    if (given.isNumber() && !(Math.abs(given.doubleValue()) <= LARGEST)) {
      problems.add(ArgumentProblem.demand(at, rule));
    }
    return given;
  }
}
