package app.kolan.stubs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// A tool that a model may call.
///
/// @param choices the values that its schema lists, by parameter; empty for parameters without such
///   a list
public record OfferedTool(String name, Map<String, List<String>> choices) {
  public OfferedTool {
    choices = Map.copyOf(choices);
  }

  /// @param schema its parameters as a JSON schema
  static OfferedTool of(String name, JsonNode schema) {
    var choices = new LinkedHashMap<String, List<String>>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                choices.put(
                    property.getKey(),
                    StreamSupport.stream(property.getValue().path("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
    return new OfferedTool(name, choices);
  }
}
