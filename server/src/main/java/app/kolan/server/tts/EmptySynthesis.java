package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// The synthesis of a text without audio.
final class EmptySynthesis implements Synthesis {
  @Override
  public @Nullable Mulaw next() {
    return null;
  }

  @Override
  public void close() {}
}
