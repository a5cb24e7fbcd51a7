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
import java.util.Set;

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

  /// Its API has no such parameter.
  @Override
  public boolean canDemandTool() {
    return false;
  }

  @Override
  public ResponseAdapter adaptResponse() {
    return new OllamaResponse();
  }

  /// Each tool call comes whole, and LangChain4j tells them apart by their index, which servers
  /// leave out or give twice. Older ones send no finish reason, and others unknown ones.
  private static final class OllamaResponse implements ResponseAdapter {
    private static final Set<String> KNOWN_ENDS = Set.of("stop", "length");

    private int calls;

    @Override
    public boolean adapt(ObjectNode event) {
      boolean changed = false;
      if (event.path("done").asBoolean()
          && !KNOWN_ENDS.contains(event.path("done_reason").asText(""))) {
        event.put("done_reason", "stop");
        changed = true;
      }
      for (JsonNode call : event.path("message").path("tool_calls")) {
        if (call.get("function") instanceof ObjectNode function) {
          function.put("index", calls++);
          changed = true;
        }
      }
      return changed;
    }
  }

  @Override
  public String sample() {
    return "ollama.txt";
  }
}
