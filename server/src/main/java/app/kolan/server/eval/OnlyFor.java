package app.kolan.server.eval;

/// For whom a line of a story is meant.
public enum OnlyFor {
  /// No tag.
  ANYBODY,
  /// `[scripted]`
  SCRIPTED,
  /// `[model]`: whoever understands words, the stand-in too.
  MODEL,
  /// `[stub]`
  STUB;

  /// Whether such a line counts when this mind answers.
  boolean holds(MindKind mind) {
    return switch (this) {
      case ANYBODY -> true;
      case SCRIPTED -> mind == MindKind.SCRIPTED;
      case MODEL -> mind != MindKind.SCRIPTED;
      case STUB -> mind == MindKind.STUB;
    };
  }
}
