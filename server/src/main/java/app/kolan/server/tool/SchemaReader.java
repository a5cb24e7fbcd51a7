package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the part of JSON Schema that tools have: an object of texts, numbers and truths.
///
/// Whatever else a schema says is a problem, since a rule that is not understood would not be kept.
final class SchemaReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MOST_PARAMETERS = 50;
  private static final Set<String> OF_OBJECTS =
      Set.of("type", "description", "properties", "required", "additionalProperties");
  private static final Set<String> OF_VALUES =
      Set.of("type", "description", "enum", "maxLength", "minimum", "maximum");

  private final List<MalformedSchema.Problem> problems = new ArrayList<>();

  private SchemaReader() {}

  static Parameters read(String schema) throws MalformedSchema {
    var reader = new SchemaReader();
    Parameters parameters = reader.object(reader.tree(schema));
    if (!reader.problems.isEmpty()) {
      throw new MalformedSchema(reader.problems);
    }
    return parameters;
  }

  private JsonNode tree(String schema) {
    try {
      return Parameters.JSON.readTree(schema);
    } catch (JsonProcessingException e) {
      return Parameters.JSON.missingNode();
    }
  }

  private Parameters object(JsonNode schema) {
    if (!schema.isObject()) {
      problem("", "no map", "give a JSON schema with type object and properties");
      return Parameters.NONE;
    }
    onlyKnown("", schema, OF_OBJECTS);
    if (!schema.path("type").asText("object").equals("object")) {
      problem("type", schema.path("type").asText(), "a tool takes an object; leave it out");
    }
    if (schema.path("additionalProperties").asBoolean(false)) {
      problem("additionalProperties", "true", "every value has to be a property; leave it out");
    }
    JsonNode properties = schema.path("properties");
    if (!properties.isMissingNode() && !properties.isObject()) {
      problem("properties", "no map", "give a map of names and what they are");
    }
    if (properties.size() > MOST_PARAMETERS) {
      problem("properties", properties.size() + " of them", "give at most " + MOST_PARAMETERS);
      return Parameters.NONE;
    }
    Set<String> required = required(schema.path("required"), properties);
    var all = new ArrayList<Parameter>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      all.add(value(property.getKey(), property.getValue(), required.contains(property.getKey())));
    }
    return new Parameters(all);
  }

  private Set<String> required(JsonNode list, JsonNode properties) {
    var required = new HashSet<String>();
    if (!list.isMissingNode() && !list.isArray()) {
      problem("required", "no list", "give a list of names");
    }
    for (JsonNode name : list) {
      if (!properties.has(name.asText())) {
        problem("required", name.asText(), "there is no such property");
      }
      required.add(name.asText());
    }
    return required;
  }

  private Parameter value(String name, JsonNode schema, boolean required) {
    String at = "properties." + name;
    if (!NAME.matcher(name).matches()) {
      problem(at, "no name", "use letters, digits, _ and -, 64 at most");
    }
    if (!schema.isObject()) {
      problem(at, "no map", "say what it is, such as type: string");
    } else {
      onlyKnown(at + ".", schema, OF_VALUES);
    }
    String word = schema.path("type").asText("string");
    Optional<Parameter.Kind> kind = Parameter.Kind.ofWord(word);
    if (kind.isEmpty()) {
      problem(at + ".type", word, "choose string, integer, number or boolean");
    }
    JsonNode most = schema.path("maxLength");
    if (!most.isMissingNode() && !(most.canConvertToInt() && most.intValue() > 0)) {
      problem(at + ".maxLength", most.asText(), "give a number of letters");
    }
    return new Parameter(
        name,
        schema.path("description").asText(""),
        kind.orElse(Parameter.Kind.STRING),
        required,
        choices(at, schema.path("enum"), kind.orElse(Parameter.Kind.STRING)),
        most.asInt(Parameter.USUAL_MOST_LETTERS),
        bound(at + ".minimum", schema.path("minimum")),
        bound(at + ".maximum", schema.path("maximum")));
  }

  private List<String> choices(String at, JsonNode list, Parameter.Kind kind) {
    if (list.isMissingNode()) {
      return List.of();
    }
    var choices = new ArrayList<String>();
    list.forEach(choice -> choices.add(choice.asText()));
    if (!list.isArray() || list.isEmpty() || kind != Parameter.Kind.STRING) {
      problem(at + ".enum", list.isArray() ? "a list" : "no list", "give texts for a string");
    }
    return choices;
  }

  private @Nullable Double bound(String at, JsonNode number) {
    if (number.isMissingNode()) {
      return null;
    }
    if (!number.isNumber()) {
      problem(at, number.asText(), "give a number");
      return null;
    }
    return number.doubleValue();
  }

  private void onlyKnown(String prefix, JsonNode schema, Set<String> known) {
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      if (!known.contains(entry.getKey())) {
        problem(prefix + entry.getKey(), "not understood", "leave it out");
      }
    }
  }

  private void problem(String at, String seen, String remedy) {
    problems.add(new MalformedSchema.Problem(at, seen, remedy));
  }
}
