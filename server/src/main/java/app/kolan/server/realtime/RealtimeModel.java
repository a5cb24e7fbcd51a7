package app.kolan.server.realtime;

/// A model that hears a caller and answers in its own voice. Thread-safe; shared between calls.
public interface RealtimeModel {
  /// The provider's name in the settings, such as `openai-realtime`.
  String provider();

  /// Opens a conversation with one caller. Never blocks and never throws: the connection is made in
  /// the background, and a failure is reported to the listener.
  RealtimeConversation open(RealtimeOptions plan, RealtimeListener listener);
}
