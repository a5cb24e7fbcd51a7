package app.kolan.server.llm;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// A language model. Thread-safe; shared between calls.
public interface LanguageModel {
  /// The provider's name in the settings, such as `anthropic`.
  String provider();

  /// Opens a connection that the next request can use, unless there is one. Returns at once, asks
  /// for nothing, and costs nothing. One that cannot be opened is no failure yet: the request that
  /// needs it reports it. One that nobody uses is closed again.
  default void connect() {}

  /// Requests the next response. Returns at once, or as soon as the provider has accepted the
  /// request.
  ///
  /// Blocks; when the thread is interrupted, the request is cancelled and the method returns
  /// promptly.
  ChatStream chat(ChatInput input) throws ProviderFailure, InterruptedException;

  /// Begins to think as [#chat(ChatInput)] does, and reports which provider does where that is one
  /// of several.
  default ChatStream chat(ChatInput input, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    listener.asked(provider());
    return chat(input);
  }
}
