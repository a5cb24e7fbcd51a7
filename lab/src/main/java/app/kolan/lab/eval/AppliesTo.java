package app.kolan.lab.eval;

/// For whom a line of a story is meant.
public enum AppliesTo {
  /// No tag.
  ANYBODY,
  /// `[scripted]`
  SCRIPTED,
  /// `[model]`: whoever understands words, the stand-in too.
  MODEL,
  /// `[stub]`
  STUB;

  /// Whether such a line counts when this mind answers.
  boolean holds(AgentKind languageModel) {
    return switch (this) {
      case ANYBODY -> true;
      case SCRIPTED -> languageModel == AgentKind.SCRIPTED;
      case MODEL -> languageModel != AgentKind.SCRIPTED;
      case STUB -> languageModel == AgentKind.STUB;
    };
  }
}
