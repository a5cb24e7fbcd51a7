package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A text that is being synthesized. One thread takes its audio; closing it early cancels the rest.
public interface Synthesis extends AutoCloseable {
  /// Waits for the next piece of audio: mu-law at 8,000 Hz, of any length, no headers.
  ///
  /// @return null at the end; a text without any audio ends at once
  /// @throws ProviderFailure when the provider fails, or exceeds a timeout
  /// @throws InterruptedException promptly, when the thread is interrupted
  @Nullable Mulaw next() throws ProviderFailure, InterruptedException;

  /// Cancels the rest. May be called from any thread; repeated calls have no effect.
  @Override
  void close();
}
