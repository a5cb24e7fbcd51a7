package app.kolan.server.realtime;

/// A model that hears a caller and answers in its own voice. Safe to share between calls.
public interface RealtimeModel {
  /// The provider's name in the settings, such as `openai-realtime`.
  String provider();

  /// Begins a talk with one caller. Never blocks and never throws: the connection is made
  /// meanwhile, and a failure is told to the listener.
  RealtimeConversation open(RealtimeOptions plan, RealtimeListener listener);
}
