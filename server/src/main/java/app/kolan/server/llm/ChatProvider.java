package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;

/// What one vendor's interface has of its own. Safe to share.
interface ChatProvider {
  /// Its model in LangChain4j, over this wire.
  StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire);

  /// Mends a request as LangChain4j writes it.
  default void mendRequest(ObjectNode request) {}

  /// Mends an event before LangChain4j reads it.
  ///
  /// @return whether something was changed
  default boolean mendEvent(ObjectNode event) {
    return false;
  }

  /// An answer in this vendor's form, to try the code on: see [ProviderLanguageModel#warmUp].
  String sample();
}
