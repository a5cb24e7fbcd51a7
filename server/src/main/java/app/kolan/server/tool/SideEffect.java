package app.kolan.server.tool;

/// What a tool does to the world.
public enum SideEffect {
  /// It changes nothing: it looks something up, or asks the conversation to do something.
  READS,
  /// It changes what this server keeps. Used again with the same arguments in the same call, it
  /// leaves things as they are.
  WRITES_HERE,
  /// It changes something elsewhere, where it cannot be undone.
  REACHES_OUTSIDE
}
