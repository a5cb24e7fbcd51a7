package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.settings.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/// OpenAI's chat completions, and the many servers that are compatible with them.
final class OpenAiChat implements ChatProvider {
  private final boolean isOpenAi;

  OpenAiChat(ProviderSettings settings) {
    isOpenAi = isOpenAi(settings);
  }

  @Override
  public StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire) {
    Secret key = settings.key();
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .apiKey(key == null ? null : key.value())
        .modelName(settings.model())
        .temperature(options.temperature())
        .maxCompletionTokens(isOpenAi ? options.mostTokens() : null)
        .maxTokens(isOpenAi ? null : options.mostTokens())
        .reasoningEffort(options.effort())
        .build();
  }

  /// LangChain4j always requests the usage, which some compatible servers reject: it is estimated
  /// where they do not tell it by themselves.
  @Override
  public void adaptRequest(ObjectNode request) {
    if (!isOpenAi) {
      request.remove("stream_options");
    }
  }

  /// Some compatible servers reject `tool_choice`.
  @Override
  public boolean canDemandTool() {
    return isOpenAi;
  }

  @Override
  public ResponseAdapter adaptResponse() {
    return new OpenAiResponseAdapter();
  }

  @Override
  public String sample() {
    return "openai.txt";
  }

  /// OpenAI's newer models reject `max_tokens`; other servers may know nothing else.
  private static boolean isOpenAi(ProviderSettings settings) {
    String host = settings.url().getHost();
    return host != null && (host.equals("openai.com") || host.endsWith(".openai.com"));
  }
}
