package app.kolan.server.tts;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// A text-to-speech provider. Thread-safe; shared between calls.
public interface TextToSpeech {
  /// The provider's name in the settings, such as `azure`.
  String provider();

  /// Opens a connection that the next text can use, unless there is one. Returns at once. One that
  /// cannot be opened is no failure yet: the text that needs it reports it. One that nobody uses is
  /// closed again.
  default void connect() {}

  /// Starts to synthesize a text, and returns as soon as the provider has accepted it; it may
  /// return earlier.
  ///
  /// Blocks; when the thread is interrupted the request is cancelled and the method returns
  /// promptly.
  ///
  /// @param text one clause or sentence as it is to be spoken: numbers in words, no markup
  /// @throws ProviderFailure when the provider does not accept it
  Synthesis say(String text) throws ProviderFailure, InterruptedException;

  /// Begins to say a text as [#say(String)] does, and reports which provider says it where that is
  /// one of several.
  default Synthesis say(String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    listener.asked(provider());
    return say(text);
  }
}
