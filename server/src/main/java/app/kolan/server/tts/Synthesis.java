package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A text that is being spoken. One thread takes its sound; closing it early spares what is left.
public interface Synthesis extends AutoCloseable {
  /// Waits for the next piece of sound: mu-law at 8,000 Hz, of any length, no headers.
  ///
  /// @return null when all is said; a text without any sound ends at once
  /// @throws ProviderFailure when the provider fails, or lets us wait too long
  /// @throws InterruptedException promptly, when the thread is interrupted
  @Nullable Mulaw next() throws ProviderFailure, InterruptedException;

  /// Gives up what has not been taken. From any thread; a second time does nothing.
  @Override
  void close();
}
