package app.kolan.server.privacy.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts as a JSON object.
final class JsonCounts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonCounts() {}

  static String of(Map<String, Integer> counts) {
    ObjectNode object = JSON.createObjectNode();
    counts.forEach(object::put);
    return object.toString();
  }

  static Map<String, Integer> read(String text) {
    try {
      var counts = new LinkedHashMap<String, Integer>();
      for (Map.Entry<String, JsonNode> each : JSON.readTree(text).properties()) {
        counts.put(each.getKey(), each.getValue().asInt());
      }
      return counts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts cannot be read", e);
    }
  }
}
