package app.kolan.server.stt;

/// A provider that turns speech into words. Safe to share between calls.
public interface SpeechToText {
  /// The provider's name in the settings, such as `deepgram`.
  String provider();

  /// Begins to listen to one call. Never blocks and never throws: the connection is made meanwhile,
  /// and a failure is told to the listener.
  TranscriptionSession begin(TranscriptionListener listener);
}
