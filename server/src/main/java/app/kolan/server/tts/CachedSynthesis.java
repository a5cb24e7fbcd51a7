package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// The synthesis of a text whose audio is in memory.
final class CachedSynthesis implements Synthesis {
  private @Nullable Mulaw sound;

  CachedSynthesis(Mulaw sound) {
    this.sound = sound;
  }

  @Override
  public synchronized @Nullable Mulaw next() {
    Mulaw next = sound;
    sound = null;
    return next;
  }

  @Override
  public synchronized void close() {
    sound = null;
  }
}
