package app.kolan.server.session;

import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.function.Consumer;

/// Passes the caller's audio to an agent that hears it itself, in place of speech-to-text.
record AudioForwarding(Consumer<Mulaw> to) implements TranscriptionSession {
  @Override
  public void hear(Mulaw sound) {
    to.accept(sound);
  }

  @Override
  public void turnEnded(long turn, Mulaw sound, Duration silence) {}

  @Override
  public void close() {}
}
