package app.kolan.server.realtime.openai;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes the events of a Realtime client, except for the caller's audio: see [InputAudioGate]. See
/// [the reference](https://developers.openai.com/api/reference/resources/realtime/client-events).
final class ClientEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClientEvents() {}

  /// Configures the session.
  ///
  /// @throws IllegalArgumentException when the schema of a tool is no JSON
  static String sessionUpdate(
      ProviderSettings settings, SessionOptions terms, RealtimeOptions plan) {
    ObjectNode event = event("session.update");
    ObjectNode session = event.putObject("session");
    session.put("type", "realtime");
    session.put("instructions", plan.instructions());
    session.putArray("output_modalities").add("audio");
    session.put("max_output_tokens", terms.mostOutputTokens());
    ObjectNode input = session.putObject("audio").putObject("input");
    input.putObject("format").put("type", "audio/pcmu");
    if (!terms.transcriptionModel().isEmpty()) {
      transcription(input.putObject("transcription"), settings, terms);
    }
    ObjectNode turnsAt = terms.turnsOnTop() ? session : input;
    turns(turnsAt.putObject("turn_detection"), terms.turns());
    ObjectNode output = session.withObject("/audio").putObject("output");
    output.putObject("format").put("type", "audio/pcmu");
    if (!settings.voice().isEmpty()) {
      output.put("voice", settings.voice());
    }
    tools(session.putArray("tools"), plan.tools());
    session.put("tool_choice", "auto");
    return event.toString();
  }

  private static void transcription(
      ObjectNode transcription, ProviderSettings settings, SessionOptions terms) {
    transcription.put("model", terms.transcriptionModel());
    if (settings.language().isEmpty()) {
      return;
    }
    if (terms.languageList()) {
      transcription.putArray("languages").add(settings.bareLanguage());
    } else {
      transcription.put("language", settings.bareLanguage());
    }
  }

  private static void turns(ObjectNode detection, SessionOptions.Turns turns) {
    detection.put("type", turns.type());
    if (turns.type().equals("server_vad")) {
      detection.put("threshold", turns.threshold());
      detection.put("prefix_padding_ms", turns.prefixMs());
      detection.put("silence_duration_ms", turns.silenceMs());
    } else {
      detection.put("eagerness", turns.eagerness());
    }
    detection.put("create_response", true);
    detection.put("interrupt_response", turns.interrupts());
  }

  private static void tools(ArrayNode into, List<ToolSpec> tools) {
    for (ToolSpec tool : tools) {
      ObjectNode function = into.addObject();
      function.put("type", "function");
      function.put("name", tool.name());
      function.put("description", tool.description());
      try {
        function.set("parameters", JSON.readTree(tool.parameters()));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the schema of the tool " + tool.name(), e);
      }
    }
  }

  /// Requests a response.
  ///
  /// @param instructions in place of the session's, for this one response; null for the session's
  static String respond(String event, @Nullable String instructions) {
    ObjectNode create = event("response.create").put("event_id", event);
    if (instructions != null) {
      create.putObject("response").put("instructions", instructions);
    }
    return create.toString();
  }

  static String cancel(String response) {
    return event("response.cancel").put("response_id", response).toString();
  }

  static String truncate(String item, Duration heard) {
    return event("conversation.item.truncate")
        .put("item_id", item)
        .put("content_index", 0)
        .put("audio_end_ms", heard.toMillis())
        .toString();
  }

  static String delete(String item) {
    return event("conversation.item.delete").put("item_id", item).toString();
  }

  static String outcome(String id, String result) {
    return item(outcomeItem(id, result));
  }

  /// A tool call of an earlier session.
  static String use(ToolCall call) {
    return item(useItem(call.id(), call));
  }

  /// The earlier conversation, as conversation items.
  static Stream<String> history(List<Message> messages) {
    var ids = new HashMap<String, String>();
    return messages.stream().flatMap(message -> items(message, ids)).map(ClientEvents::item);
  }

  private static Stream<ObjectNode> items(Message message, Map<String, String> ids) {
    return switch (message) {
      case Message.FromCaller(var words) -> Stream.of(message("user", "input_text", words));
      case Message.FromUs(var words, _) -> Stream.of(message("assistant", "output_text", words));
      case Message.Uses(var calls) ->
          calls.stream().map(call -> useItem(shortened(call.id(), ids), call));
      case Message.Outcome(var id, _, var result) ->
          Stream.of(outcomeItem(shortened(id, ids), result));
    };
  }

  /// Identifiers of other providers' models may be longer than these servers accept.
  private static String shortened(String id, Map<String, String> ids) {
    return ids.computeIfAbsent(id, _ -> "call_before_" + ids.size());
  }

  private static ObjectNode message(String role, String type, String words) {
    ObjectNode item = JSON.createObjectNode().put("type", "message").put("role", role);
    item.putArray("content").addObject().put("type", type).put("text", words);
    return item;
  }

  private static ObjectNode useItem(String id, ToolCall call) {
    return JSON.createObjectNode()
        .put("type", "function_call")
        .put("call_id", id)
        .put("name", call.name())
        .put("arguments", call.arguments());
  }

  private static ObjectNode outcomeItem(String id, String result) {
    return JSON.createObjectNode()
        .put("type", "function_call_output")
        .put("call_id", id)
        .put("output", result);
  }

  private static String item(ObjectNode item) {
    ObjectNode event = event("conversation.item.create");
    event.set("item", item);
    return event.toString();
  }

  private static ObjectNode event(String type) {
    return JSON.createObjectNode().put("type", type);
  }
}
