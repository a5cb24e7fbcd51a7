package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.util.ArrayDeque;
import java.util.Map;

/// Ollama's native API, which can disable a model's reasoning; its OpenAI-compatible API cannot.
final class OllamaChat implements ChatProvider {
  @Override
  public StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire) {
    Secret key = settings.key();
    String effort = options.effort();
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .customHeaders(
            key == null ? Map.of() : Map.of("Authorization", "Bearer " + settings.keyValue()))
        .modelName(settings.model())
        .temperature(options.temperature())
        .numPredict(options.mostTokens())
        .think(effort == null ? null : !effort.equals("none"))
        .build();
  }

  /// A tool result is identified by the name of its tool.
  @Override
  public void adaptRequest(ObjectNode request) {
    var waiting = new ArrayDeque<String>();
    for (JsonNode message : request.path("messages")) {
      for (JsonNode call : message.path("tool_calls")) {
        waiting.add(call.path("function").path("name").asText());
      }
      if (message instanceof ObjectNode outcome
          && outcome.path("role").asText().equals("tool")
          && !waiting.isEmpty()) {
        outcome.put("tool_name", waiting.remove());
      }
    }
  }

  /// Older servers do not number the tool calls in a message, so LangChain4j takes them for one;
  /// nor do they send a finish reason.
  @Override
  public boolean adaptEvent(ObjectNode event) {
    int index = 0;
    boolean changed = false;
    if (event.path("done").asBoolean() && !event.hasNonNull("done_reason")) {
      event.put("done_reason", "stop");
      changed = true;
    }
    for (JsonNode call : event.path("message").path("tool_calls")) {
      if (call.get("function") instanceof ObjectNode function && !function.has("index")) {
        function.put("index", index);
        changed = true;
      }
      index++;
    }
    return changed;
  }

  @Override
  public String sample() {
    return "ollama.txt";
  }
}
