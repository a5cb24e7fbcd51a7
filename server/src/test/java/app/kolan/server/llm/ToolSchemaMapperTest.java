package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.tool.ToolSpec;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ToolSchemaMapperTest {
  @Test
  void a_schema_is_told_with_what_every_provider_knows() {
    JsonObjectSchema schema =
        schema(
            """
            {"type": "object", "$schema": "x", "additionalProperties": false,
             "required": ["name"],
             "properties": {
               "name": {"type": "string", "description": "who", "pattern": ".*"},
               "day": {"type": "integer", "minimum": 1},
               "price": {"type": "number"},
               "urgent": {"type": ["null", "boolean"]},
               "kind": {"enum": ["a", "b"]},
               "days": {"type": "array", "items": {"type": "integer"}},
               "either": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
               "place": {"type": "object", "properties": {"street": {"type": "string"}}},
               "odd": true}}
            """);

    assertThat(schema.required()).containsExactly("name");
    assertThat(schema.properties())
        .containsEntry("name", JsonStringSchema.builder().description("who").build())
        .containsEntry("day", new JsonIntegerSchema())
        .containsEntry("price", new JsonNumberSchema())
        .containsEntry("urgent", new JsonBooleanSchema())
        .containsEntry("kind", JsonEnumSchema.builder().enumValues("a", "b").build())
        .containsEntry("days", JsonArraySchema.builder().items(new JsonIntegerSchema()).build())
        .containsEntry(
            "either",
            JsonAnyOfSchema.builder()
                .anyOf(new JsonStringSchema(), new JsonIntegerSchema())
                .build())
        .containsEntry("place", JsonObjectSchema.builder().addStringProperty("street").build())
        .containsEntry("odd", new JsonStringSchema());
  }

  @Test
  void a_schema_without_end_has_one() {
    String deep = "{\"type\":\"array\",\"items\":".repeat(200) + "{}" + "}".repeat(200);

    assertThat(schema("{\"properties\":{\"a\":" + deep + "}}").properties()).containsKey("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SECRET", "[]", "null", "{"})
  void what_is_no_object_is_refused(String parameters) {
    assertThatThrownBy(() -> schema(parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET");
  }

  private static JsonObjectSchema schema(String parameters) {
    return ToolSchemaMapper.of(new ToolSpec("tool", "about", parameters)).parameters();
  }
}
