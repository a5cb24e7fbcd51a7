package app.kolan.server.recogniser;

/// A provider that turns speech into words. Safe to share between calls.
public interface Recogniser {
  /// The provider's name in the settings, such as `deepgram`.
  String provider();

  /// Begins to listen to one call. Never blocks and never throws: the connection is made meanwhile,
  /// and a failure is told to the listener.
  Recognition begin(RecogniserListener listener);
}
