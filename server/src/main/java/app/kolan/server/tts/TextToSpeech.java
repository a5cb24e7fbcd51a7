package app.kolan.server.tts;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// A voice that says any text. Safe to share between calls.
public interface TextToSpeech {
  /// The provider's name in the settings, such as `azure`.
  String provider();

  /// Begins to say a text, and returns as soon as the provider has taken it; it may return earlier.
  ///
  /// Blocks; when the thread is interrupted it gives the request up and returns promptly.
  ///
  /// @param text one clause or sentence as it is to be spoken: numbers in words, no markup
  /// @throws ProviderFailure when the provider does not take it
  Synthesis say(String text) throws ProviderFailure, InterruptedException;

  /// Begins to say a text as [#say(String)] does, and reports which provider says it where that is
  /// one of several.
  default Synthesis say(String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    listener.asked(provider());
    return say(text);
  }
}
