package app.kolan.server.model;

import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/// OpenAI's chat completions, and the many servers that speak as OpenAI does.
final class OpenAiVendor implements Vendor {
  @Override
  public StreamingChatModel model(
      ProviderSettings settings, Manners manners, HttpClientBuilder wire) {
    ApiKey key = settings.key();
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .apiKey(key == null ? null : key.value())
        .modelName(settings.model())
        .temperature(manners.temperature())
        .maxCompletionTokens(isOpenAi(settings) ? manners.mostTokens() : null)
        .maxTokens(isOpenAi(settings) ? null : manners.mostTokens())
        .reasoningEffort(manners.effort())
        .build();
  }

  /// LangChain4j always asks for the usage, which nobody reads and some servers refuse.
  @Override
  public void mendRequest(ObjectNode request) {
    request.remove("stream_options");
  }

  @Override
  public String sample() {
    return "openai.txt";
  }

  /// OpenAI's newer models refuse `max_tokens`; other servers may know nothing else.
  private static boolean isOpenAi(ProviderSettings settings) {
    String host = settings.url().getHost();
    return host != null && (host.equals("openai.com") || host.endsWith(".openai.com"));
  }
}
