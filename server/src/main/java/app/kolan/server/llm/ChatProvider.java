package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;

/// The peculiarities of one provider's chat API. Thread-safe.
interface ChatProvider {
  /// The provider's model in LangChain4j, over this transport.
  StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire);

  /// Corrects a request that LangChain4j has written.
  default void adaptRequest(ObjectNode request) {}

  /// What corrects the events of one response before LangChain4j reads them.
  default ResponseAdapter adaptResponse() {
    return ResponseAdapter.NONE;
  }

  /// Whether a request may demand that the model calls a tool.
  default boolean canDemandTool() {
    return true;
  }

  /// The name of a sample response in this provider's format, for the warm-up: see
  /// [ProviderLanguageModel#warmUp].
  String sample();
}
