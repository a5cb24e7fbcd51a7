package app.kolan.server.telemetry;

/// How a conversation with a caller ended.
public enum TalkOutcome {
  /// The agent has said goodbye.
  FINISHED,
  /// The caller was connected to a human.
  HANDED_OVER,
  /// The caller hung up.
  HUNG_UP,
  /// The line broke, or was closed.
  LINE_LOST,
  /// An internal error.
  FAULT
}
