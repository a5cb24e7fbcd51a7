package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.jspecify.annotations.Nullable;

/// Anthropic's Messages API.
final class AnthropicChat implements ChatProvider {
  private final @Nullable String effort;

  AnthropicChat(@Nullable String effort) {
    this.effort = effort;
  }

  @Override
  public StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .apiKey(settings.key() == null ? "none" : settings.keyValue())
        .modelName(settings.model())
        .temperature(options.temperature())
        .maxTokens(options.mostTokens())
        .build();
  }

  /// Roles alternate, so tool results and the caller's next words are one message.
  @Override
  public void adaptRequest(ObjectNode request) {
    RoleMerger.join(request.path("messages"), "content");
    if ("none".equals(effort)) {
      request.putObject("thinking").put("type", "disabled");
    } else if (effort != null) {
      request.putObject("output_config").put("effort", effort);
    }
  }

  /// Calls get an identifier of ours: servers with this API repeat theirs.
  @Override
  public ResponseAdapter adaptResponse() {
    return event -> {
      if (event.path("content_block") instanceof ObjectNode block
          && block.path("type").asText().equals("tool_use")) {
        block.put("id", ToolCallIds.fresh());
        return true;
      }
      return false;
    };
  }

  @Override
  public String sample() {
    return "anthropic.txt";
  }
}
