package app.kolan.stubs.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which fields the events of a client may have, and which they must. A Realtime server rejects an
/// event with any other field.
final class FieldRules {
  private static final Set<String> ANY = Set.of();

  private static final Map<String, Set<String>> KNOWN =
      Map.ofEntries(
          of("session.update", "session"),
          of(
              "session",
              "type model output_modalities instructions tools tool_choice max_output_tokens audio"
                  + " truncation tracing prompt include reasoning parallel_tool_calls"),
          of("session.audio", "input output"),
          of("session.audio.input", "format noise_reduction transcription turn_detection"),
          of("session.audio.input.format", "type rate"),
          of("session.audio.input.noise_reduction", "type"),
          of("session.audio.input.transcription", "model language languages prompt keywords delay"),
          of("session.audio.output", "format voice speed"),
          of("session.audio.output.format", "type rate"),
          of("session.tools[]", "type name description parameters"),
          of("input_audio_buffer.append", "audio"),
          of("input_audio_buffer.commit", ""),
          of("input_audio_buffer.clear", ""),
          of("response.create", "response"),
          of(
              "response",
              "instructions output_modalities conversation metadata tools tool_choice"
                  + " max_output_tokens input audio prompt"),
          of("response.cancel", "response_id"),
          of("conversation.item.create", "item previous_item_id"),
          of("conversation.item.truncate", "item_id content_index audio_end_ms"),
          of("conversation.item.delete", "item_id"),
          of("conversation.item.retrieve", "item_id"));

  private static final Map<String, Set<String>> ITEMS =
      Map.ofEntries(
          of("message", "id type object status role content"),
          of("function_call", "id type object status call_id name arguments"),
          of("function_call_output", "id type object status call_id output"));

  private static final Map<String, Set<String>> TURN_DETECTION =
      Map.ofEntries(
          of(
              "server_vad",
              "type threshold prefix_padding_ms silence_duration_ms create_response"
                  + " interrupt_response idle_timeout_ms"),
          of("semantic_vad", "type eagerness create_response interrupt_response"));

  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "session.update", List.of("session", "session.type"),
          "input_audio_buffer.append", List.of("audio"),
          "conversation.item.create", List.of("item", "item.type"),
          "conversation.item.truncate", List.of("item_id", "content_index", "audio_end_ms"),
          "conversation.item.delete", List.of("item_id"));

  private FieldRules() {}

  /// A violation of these rules.
  ///
  /// @param code as OpenAI has it
  /// @param param the path of the field
  record Fault(String code, String message, String param) {}

  /// The first violation of an event.
  static Optional<Fault> check(JsonNode event) {
    String type = event.path("type").asText();
    Set<String> top = KNOWN.get(type);
    if (top == null || !type.contains(".")) {
      return fault("invalid_value", "Invalid value: '" + type + "'.", "type");
    }
    for (String needed : NEEDED.getOrDefault(type, List.of())) {
      if (event.at("/" + needed.replace('.', '/')).isMissingNode()) {
        return fault(
            "missing_required_parameter", "Missing required parameter: '" + needed + "'.", needed);
      }
    }
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      String name = field.getKey();
      if (!name.equals("type") && !name.equals("event_id") && !top.contains(name)) {
        return unknown(name);
      }
      Optional<Fault> inside = checkInside(name, field.getValue());
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> checkInside(String path, JsonNode node) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        Optional<Fault> fault = checkInside(path + "[]", element);
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
    Set<String> known = known(path, node);
    if (!node.isObject() || ANY.equals(known)) {
      return Optional.empty();
    }
    if (known == null) {
      return unknown(path);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String inner = path + "." + field.getKey();
      if (!known.contains(field.getKey())) {
        return unknown(inner);
      }
      Optional<Fault> fault = checkInside(inner, field.getValue());
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static @Nullable Set<String> known(String path, JsonNode node) {
    return switch (path) {
      case "item" -> ITEMS.get(node.path("type").asText());
      case "session.audio.input.turn_detection" -> TURN_DETECTION.get(node.path("type").asText());
      case "item.content[]",
          "session.tools[].parameters",
          "session.tool_choice",
          "session.truncation",
          "session.reasoning",
          "session.prompt",
          "session.tracing",
          "response.metadata" ->
          ANY;
      default -> KNOWN.get(path);
    };
  }

  private static Optional<Fault> unknown(String path) {
    return fault("unknown_parameter", "Unknown parameter: '" + path + "'.", path);
  }

  private static Optional<Fault> fault(String code, String message, String param) {
    return Optional.of(new Fault(code, message, param));
  }

  private static Map.Entry<String, Set<String>> of(String path, String fields) {
    return Map.entry(path, Set.of(fields.split(" ", -1)));
  }
}
