package app.kolan.server.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Tool arguments as models write them.
final class ToolArgumentsJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ToolArgumentsJson() {}

  static boolean isObject(String arguments) {
    try {
      return JSON.readTree(arguments).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /// The arguments, or `{}` for text that is not a JSON object: providers reject a conversation
  /// that contains it.
  static String object(String arguments) {
    return isObject(arguments) ? arguments : "{}";
  }
}
