package app.kolan.server.seen;

/// How a talk with a caller came to its end.
public enum TalkEnd {
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
