package app.kolan.stubs.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Parses and writes the messages of stubs.
final class StubJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StubJson() {}

  /// A client's message; a missing node when it is not JSON.
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
