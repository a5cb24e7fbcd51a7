package app.kolan.server.llm;

import app.kolan.server.tool.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Converts a tool's specification for LangChain4j. Of a JSON schema, the keywords that every
/// provider accepts are kept: `type`, `description`, `properties`, `required`, `items`, `enum` and
/// `anyOf`. The rest, such as `pattern`, is for the code that validates the arguments.
final class ToolSchemaMapper {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 20;

  private ToolSchemaMapper() {}

  /// @throws IllegalArgumentException when the parameters are no JSON object
  static ToolSpecification of(ToolSpec tool) {
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(object(read(tool), 0))
        .build();
  }

  private static JsonNode read(ToolSpec tool) {
    try {
      JsonNode schema = JSON.readTree(tool.parameters());
      if (schema.isObject()) {
        return schema;
      }
    } catch (JsonProcessingException e) {
      // reported below, without the text
    }
    throw new IllegalArgumentException(
        "the parameters of the tool %s are no JSON object".formatted(tool.name()));
  }

  private static JsonObjectSchema object(JsonNode schema, int depth) {
    var object = JsonObjectSchema.builder().description(description(schema));
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                object.addProperty(property.getKey(), element(property.getValue(), depth + 1)));
    return object.required(texts(schema.path("required"))).build();
  }

  private static JsonSchemaElement element(JsonNode schema, int depth) {
    String description = description(schema);
    List<String> choices = texts(schema.path("enum"));
    if (!choices.isEmpty()) {
      return JsonEnumSchema.builder().description(description).enumValues(choices).build();
    }
    if (depth < DEEPEST && !schema.path("anyOf").isEmpty()) {
      var any = new ArrayList<JsonSchemaElement>();
      schema.path("anyOf").forEach(one -> any.add(element(one, depth + 1)));
      return JsonAnyOfSchema.builder().description(description).anyOf(any).build();
    }
    return switch (depth < DEEPEST ? type(schema) : "string") {
      case "object" -> object(schema, depth);
      case "array" ->
          JsonArraySchema.builder()
              .description(description)
              .items(element(schema.path("items"), depth + 1))
              .build();
      case "integer" -> JsonIntegerSchema.builder().description(description).build();
      case "number" -> JsonNumberSchema.builder().description(description).build();
      case "boolean" -> JsonBooleanSchema.builder().description(description).build();
      default -> JsonStringSchema.builder().description(description).build();
    };
  }

  /// The first type that is not `null` where there are several.
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? texts(type).stream().filter(one -> !one.equals("null")).findFirst().orElse("string")
        : type.asText();
  }

  private static @Nullable String description(JsonNode schema) {
    return schema.path("description").isTextual() ? schema.path("description").asText() : null;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .toList();
  }
}
