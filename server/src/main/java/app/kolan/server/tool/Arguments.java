package app.kolan.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a model told a tool, as the tool's parameters ask for it. It prints without the values.
public final class Arguments {
  private final Map<String, Object> values;

  /// @param arguments that keep the schema
  /// @param properties of the schema, whose order the values get
  Arguments(ObjectNode arguments, JsonNode properties) {
    var ordered = new LinkedHashMap<String, Object>();
    properties
        .properties()
        .forEach(
            property -> {
              if (arguments.has(property.getKey())) {
                ordered.put(property.getKey(), plain(arguments.path(property.getKey())));
              }
            });
    arguments
        .properties()
        .forEach(entry -> ordered.putIfAbsent(entry.getKey(), plain(entry.getValue())));
    values = Collections.unmodifiableMap(ordered);
  }

  private static Object plain(JsonNode value) {
    return value.isTextual()
        ? value.textValue()
        : value.isBoolean()
            ? (Object) value.booleanValue()
            : value.isNumber() ? value.decimalValue() : value;
  }

  /// A text that was told and is not empty.
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isEmpty());
  }

  /// A number that was told.
  public Optional<BigDecimal> number(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(BigDecimal.class::isInstance)
        .map(BigDecimal.class::cast);
  }

  /// Whether this was told, and is true.
  public boolean isSet(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /// All values as plain texts, in the order of the parameters; nested ones as JSON.
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    values.forEach(
        (name, value) ->
            texts.put(
                name, value instanceof BigDecimal number ? number.toPlainString() : "" + value));
    return Collections.unmodifiableMap(texts);
  }

  /// A JSON object.
  public String json() {
    return Parameters.JSON.valueToTree(values).toString();
  }

  @Override
  public String toString() {
    return "Arguments" + values.keySet();
  }
}
