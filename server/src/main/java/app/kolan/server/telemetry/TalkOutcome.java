package app.kolan.server.telemetry;

/// How a talk with a caller came to its end.
public enum TalkOutcome {
  /// We have said goodbye.
  FINISHED,
  /// The caller goes on with a human.
  HANDED_OVER,
  /// The caller hung up.
  HUNG_UP,
  /// The line broke, or was closed.
  LINE_LOST,
  /// The program failed.
  FAULT
}
