package app.kolan.lab.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/// The arguments of a tool call, as a model wrote them.
final class ToolArguments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ToolArguments() {}

  /// One argument as text; empty when it is missing, or the arguments are not JSON.
  static Optional<String> text(String written, String name) {
    try {
      JsonNode value = JSON.readTree(written).path(name);
      return value.isMissingNode() || value.isNull()
          ? Optional.empty()
          : Optional.of(value.isValueNode() ? value.asText() : value.toString());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
