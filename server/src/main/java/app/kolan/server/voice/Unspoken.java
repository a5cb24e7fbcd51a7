package app.kolan.server.voice;

import app.kolan.carrier.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// The speaking of a text that has no sound.
final class Unspoken implements Speaking {
  @Override
  public @Nullable Mulaw next() {
    return null;
  }

  @Override
  public void close() {}
}
