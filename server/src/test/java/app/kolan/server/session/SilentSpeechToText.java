package app.kolan.server.session;

import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// An STT provider that never tells anything.
final class SilentSpeechToText implements SpeechToText {
  @Override
  public String provider() {
    return "silent";
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    return new TranscriptionSession() {
      @Override
      public void hear(Mulaw sound) {}

      @Override
      public void turnEnded(long turn, Mulaw sound, Duration silence) {}

      @Override
      public void close() {}
    };
  }
}
