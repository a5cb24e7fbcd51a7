package app.kolan.server.llm;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// A model that knows what to answer. Safe to share between calls.
public interface LanguageModel {
  /// The provider's name in the settings, such as `anthropic`.
  String provider();

  /// Begins to think of what to say next, and returns at once or as soon as the provider has taken
  /// the question.
  ///
  /// Blocks; when the thread is interrupted it gives the request up and returns promptly.
  ChatStream think(ChatInput talk) throws ProviderFailure, InterruptedException;

  /// Begins to think as [#think(ChatInput)] does, and reports which provider does where that is one
  /// of several.
  default ChatStream think(ChatInput talk, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    listener.asked(provider());
    return think(talk);
  }
}
