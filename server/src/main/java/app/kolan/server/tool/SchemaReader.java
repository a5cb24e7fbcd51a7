package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the JSON Schema (2020-12) of a tool's parameters: an object of named values, which may be
/// nested.
///
/// Words that the standard does not have are problems, since a rule that is not understood would
/// not be kept. So are references to other documents: nothing is fetched.
final class SchemaReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MOST_PARAMETERS = 50;
  private static final int DEEPEST = 20;

  private static final Set<String> WITH_A_SCHEMA =
      Set.of(
          "items",
          "contains",
          "additionalProperties",
          "propertyNames",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties");
  private static final Set<String> WITH_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> WITH_NAMED_SCHEMAS =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "$schema",
          "$id",
          "$ref",
          "$anchor",
          "$comment",
          "type",
          "enum",
          "const",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "required",
          "dependentRequired",
          "minProperties",
          "maxProperties",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minContains",
          "maxContains",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf");
  private static final Set<String> COMBINING =
      Set.of("$ref", "allOf", "anyOf", "oneOf", "if", "patternProperties", "unevaluatedProperties");

  /// By their place, so that one mistake is one problem.
  private final Map<String, MalformedSchema.Problem> problems = new LinkedHashMap<>();

  private SchemaReader() {}

  /// Reads and compiles a schema that somebody wrote.
  static Parameters read(String text) throws MalformedSchema {
    var reader = new SchemaReader();
    ObjectNode schema = reader.schema(text);
    SchemaValidator.problemsOf(schema).forEach(reader::problem);
    if (!reader.problems.isEmpty()) {
      throw reader.malformed();
    }
    complete(schema);
    return new Parameters(schema, SchemaValidator.of(schema));
  }

  /// Reads a schema that was checked before, or that Kolan wrote; it is compiled when it is first
  /// needed.
  static Parameters readChecked(String text) throws MalformedSchema {
    ObjectNode schema = new SchemaReader().schema(text);
    complete(schema);
    return new Parameters(schema, null);
  }

  private ObjectNode schema(String text) throws MalformedSchema {
    JsonNode tree = tree(text);
    if (!(tree instanceof ObjectNode schema)) {
      problem("", "no map", "give a JSON schema with type object and properties");
      throw malformed();
    }
    schema.remove(List.of("$schema", "$id"));
    onlyKnown("", schema, 0);
    object(schema);
    if (!problems.isEmpty()) {
      throw malformed();
    }
    return schema;
  }

  /// Says what a tool's schema means where it leaves it open: an object of the named values alone.
  private static void complete(ObjectNode schema) {
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    if (!schema.has("additionalProperties") && COMBINING.stream().noneMatch(schema::has)) {
      schema.put("additionalProperties", false);
    }
  }

  private static JsonNode tree(String schema) {
    try {
      return Parameters.JSON.readTree(schema);
    } catch (JsonProcessingException e) {
      return Parameters.JSON.missingNode();
    }
  }

  /// What a tool's own schema has to be, besides being one.
  private void object(ObjectNode schema) {
    if (schema.has("type") && !schema.path("type").asText().equals("object")) {
      problem("type", schema.path("type").asText(), "a tool takes an object; leave it out");
    }
    JsonNode properties = schema.path("properties");
    if (properties.size() > MOST_PARAMETERS) {
      problem("properties", properties.size() + " of them", "give at most " + MOST_PARAMETERS);
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (!NAME.matcher(property.getKey()).matches()) {
        problem(
            "properties." + property.getKey(),
            "no name",
            "use letters, digits, _ and -, 64 at most");
      }
    }
    if (COMBINING.stream().noneMatch(schema::has)) {
      for (JsonNode name : schema.path("required")) {
        if (!properties.has(name.asText())) {
          problem("required", name.asText(), "there is no such property");
        }
      }
    }
  }

  private void onlyKnown(String at, JsonNode schema, int depth) {
    if (depth > DEEPEST) {
      problem(at, "too deep", "nest at most " + DEEPEST + " schemas");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      String word = entry.getKey();
      JsonNode value = entry.getValue();
      String below = at.isEmpty() ? word : at + "." + word;
      if (WITH_A_SCHEMA.contains(word)) {
        onlyKnown(below, value, depth + 1);
      } else if (WITH_SCHEMAS.contains(word) && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          onlyKnown(below + "." + i, value.get(i), depth + 1);
        }
      } else if (WITH_NAMED_SCHEMAS.contains(word)) {
        for (Map.Entry<String, JsonNode> named : value.properties()) {
          onlyKnown(below + "." + named.getKey(), named.getValue(), depth + 1);
        }
      } else if (word.equals("$ref") && !value.asText().startsWith("#")) {
        problem(below, value.asText(), "refer to a place in the same schema, such as #/$defs/day");
      } else if (!WITH_SCHEMAS.contains(word) && !OTHER_WORDS.contains(word)) {
        problem(below, "not understood", "leave it out");
      }
    }
  }

  private void problem(String at, String seen, String remedy) {
    problem(new MalformedSchema.Problem(at, seen, remedy));
  }

  private void problem(MalformedSchema.Problem problem) {
    problems.putIfAbsent(problem.at(), problem);
  }

  private MalformedSchema malformed() {
    return new MalformedSchema(List.copyOf(problems.values()));
  }
}
