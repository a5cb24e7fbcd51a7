package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// The speaking of a text that has no sound.
final class EmptySynthesis implements Synthesis {
  @Override
  public @Nullable Mulaw next() {
    return null;
  }

  @Override
  public void close() {}
}
