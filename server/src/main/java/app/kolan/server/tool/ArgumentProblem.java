package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Says in words for a model what is wrong with an argument, and what it has to be. It holds no
/// values of the model's.
final class ArgumentProblem {
  private static final int MOST_SHOWN = 40;
  private static final int MOST_OF_A_RULE = 200;

  private ArgumentProblem() {}

  /// @param schema the whole schema that the arguments were validated against
  static String of(Error error, JsonNode schema) {
    String at = place(error.getInstanceLocation().toString());
    String property = error.getProperty();
    JsonPointer rule = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
    JsonNode parent = schema.at(rule.head() == null ? rule : rule.head());
    return switch (error.getKeyword()) {
      case "required" ->
          "%s is missing: it has to be %s"
              .formatted(below(at, property), demand(parent.path("properties").path(property)));
      case "additionalProperties", "unevaluatedProperties" ->
          below(at, shown(property == null ? "" : property)) + " is no parameter of this tool";
      case "type", "enum", "const", "minimum", "maximum", "maxLength" -> demand(at, parent);
      default ->
          "%s does not keep the rule %s"
              .formatted(
                  at.isEmpty() ? "the object" : at,
                  cut(error.getKeyword() + ": " + schema.at(rule), MOST_OF_A_RULE));
    };
  }

  /// What a value at a place has to be.
  static String demand(String at, JsonNode rule) {
    return at + " has to be " + demand(rule);
  }

  private static String demand(JsonNode rule) {
    if (rule.path("enum").isArray()) {
      return "one of "
          + StreamSupport.stream(rule.path("enum").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", "));
    }
    return switch (rule.path("type").asText()) {
      case "string" ->
          "a text of at most %d letters"
              .formatted(rule.path("maxLength").asInt(Parameter.USUAL_MOST_LETTERS));
      case "integer" -> "a whole number" + bounds(rule);
      case "number" -> "a number" + bounds(rule);
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default ->
          "as its schema says"
              + (rule.isObject() ? ": " + cut(rule.toString(), MOST_OF_A_RULE) : "");
    };
  }

  private static String bounds(JsonNode rule) {
    var bounds = new ArrayList<String>();
    if (rule.has("minimum")) {
      bounds.add(" from " + rule.path("minimum").asText());
    }
    if (rule.has("maximum")) {
      bounds.add(" to " + rule.path("maximum").asText());
    }
    return String.join("", bounds);
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
  }

  private static String below(String at, @Nullable String property) {
    return at.isEmpty() ? "" + property : at + "." + property;
  }

  private static String shown(String name) {
    return cut(name.replaceAll("[^\\p{L}\\p{N}_.-]", "?"), MOST_SHOWN);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
