package app.kolan.server.stt;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// The transcription of one call. Nothing here blocks or throws; after a failure was reported, or
/// after [#close], all methods have no effect. Called by one thread at a time.
public interface TranscriptionSession extends AutoCloseable {
  /// Sends the next piece of the caller's audio: mu-law at 8,000 Hz, usually 20 ms. Audio before
  /// the connection is open is kept, up to ninety seconds.
  void hear(Mulaw sound);

  /// The server's turn-taking has ended the caller's turn: its transcript is needed now. It is
  /// delivered to the listener with this number, once, or a failure is.
  ///
  /// @param turn counts up from 1 within a call
  /// @param sound the audio of the turn alone, for providers that take whole files; it was passed
  ///   to [#hear] before
  /// @param silence how long nobody has spoken at the end of what was passed to [#hear]: words that
  ///   are known up to there are all words of the turn; zero when it was not measured
  void turnEnded(long turn, Mulaw sound, Duration silence);

  /// The same for a turn whose silence at the end was not measured.
  default void turnEnded(long turn, Mulaw sound) {
    turnEnded(turn, sound, Duration.ZERO);
  }

  /// Ends the session; no further events are delivered. May be called from any thread.
  @Override
  void close();
}
