package app.kolan.server.voice;

import app.kolan.carrier.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A text whose sound is there.
final class KeptSpeaking implements Speaking {
  private @Nullable Mulaw sound;

  KeptSpeaking(Mulaw sound) {
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
