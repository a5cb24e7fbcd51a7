package app.kolan.server.stt;

/// A speech-to-text provider. Thread-safe; shared between calls.
public interface SpeechToText {
  /// The provider's name in the settings, such as `deepgram`.
  String provider();

  /// Whether only the turns are sent, each as a whole, and nothing of what is between them.
  default boolean sendsTurnsOnly() {
    return false;
  }

  /// Opens a session for one call. Never blocks and never throws: the connection is made in the
  /// background, and a failure is reported to the listener.
  TranscriptionSession begin(TranscriptionListener listener);
}
