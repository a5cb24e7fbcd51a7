package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
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
  static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .pathType(PathType.JSON_POINTER)
                      .formatAssertionsEnabled(true)
                      .build()));

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String TYPES =
      "choose string, integer, number, boolean, array, object or null";
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

  static Parameters read(String schema) throws MalformedSchema {
    return new SchemaReader().parameters(schema);
  }

  private Parameters parameters(String text) throws MalformedSchema {
    JsonNode tree = tree(text);
    if (!(tree instanceof ObjectNode schema)) {
      problem("", "no map", "give a JSON schema with type object and properties");
      throw malformed();
    }
    schema.remove(List.of("$schema", "$id"));
    onlyKnown("", schema, 0);
    object(schema);
    if (problems.isEmpty()) {
      metaSchema(schema);
    }
    if (!problems.isEmpty()) {
      throw malformed();
    }
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    if (!schema.has("additionalProperties") && COMBINING.stream().noneMatch(schema::has)) {
      schema.put("additionalProperties", false);
    }
    return new Parameters(schema, compiled(schema));
  }

  private static JsonNode tree(String schema) {
    try {
      return Parameters.JSON.readTree(schema);
    } catch (JsonProcessingException e) {
      return Parameters.JSON.missingNode();
    }
  }

  private Schema compiled(ObjectNode schema) throws MalformedSchema {
    try {
      Schema compiled = REGISTRY.getSchema(schema);
      compiled.initializeValidators();
      return compiled;
    } catch (SchemaException | IllegalArgumentException e) {
      problem("", "not usable", String.valueOf(e.getMessage()));
      throw malformed();
    }
  }

  private void metaSchema(ObjectNode schema) {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    for (Error error : meta.validate(schema)) {
      String at = dotted(error.getInstanceLocation());
      JsonNode seen = error.getInstanceNode();
      boolean type = at.equals("type") || at.endsWith(".type");
      problem(
          at,
          seen != null && seen.isValueNode() ? seen.asText() : "not as JSON Schema has it",
          type ? TYPES : "JSON Schema says: " + error.getMessage());
    }
  }

  private static String dotted(NodePath path) {
    String pointer = path.toString();
    return pointer.isEmpty()
        ? ""
        : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
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
    problems.putIfAbsent(at, new MalformedSchema.Problem(at, seen, remedy));
  }

  private MalformedSchema malformed() {
    return new MalformedSchema(List.copyOf(problems.values()));
  }
}
