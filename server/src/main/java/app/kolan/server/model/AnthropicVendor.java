package app.kolan.server.model;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.jspecify.annotations.Nullable;

/// Anthropic's messages.
final class AnthropicVendor implements Vendor {
  private final @Nullable String effort;

  AnthropicVendor(@Nullable String effort) {
    this.effort = effort;
  }

  @Override
  public StreamingChatModel model(
      ProviderSettings settings, Manners manners, HttpClientBuilder wire) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .apiKey(settings.key() == null ? "none" : settings.keyValue())
        .modelName(settings.model())
        .temperature(manners.temperature())
        .maxTokens(manners.mostTokens())
        .build();
  }

  /// Roles alternate, so outcomes of tools and the caller's next words are one message.
  @Override
  public void mendRequest(ObjectNode request) {
    Neighbours.join(request.path("messages"), "content");
    if ("none".equals(effort)) {
      request.putObject("thinking").put("type", "disabled");
    } else if (effort != null) {
      request.putObject("output_config").put("effort", effort);
    }
  }

  @Override
  public String sample() {
    return "anthropic.txt";
  }
}
