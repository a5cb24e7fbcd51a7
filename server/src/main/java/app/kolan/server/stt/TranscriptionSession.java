package app.kolan.server.stt;

import app.kolan.twilio.audio.Mulaw;

/// One call that is listened to. Nothing here blocks or throws; after a failure was told, or after
/// [#close], everything does nothing. Called by one thread at a time.
public interface TranscriptionSession extends AutoCloseable {
  /// Hears the next piece of the caller's side: mu-law at 8,000 Hz, usually 20 ms. What comes
  /// before the connection stands is kept, within a bound of thirty seconds.
  void hear(Mulaw sound);

  /// The caller has finished a turn, as the server's own ear has decided: the words are wanted now.
  /// What was said in it is told to the listener with this number, once, or a failure is.
  ///
  /// @param turn counts up from 1 within a call
  /// @param sound the sound of the turn alone, for recognisers that take whole recordings; it was
  ///   heard by [#hear] before
  void turnEnded(long turn, Mulaw sound);

  /// Ends it; nothing is told any more. From any thread.
  @Override
  void close();
}
