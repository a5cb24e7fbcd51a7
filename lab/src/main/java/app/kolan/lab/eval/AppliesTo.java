package app.kolan.lab.eval;

/// For whom a line of a story is meant.
public enum AppliesTo {
  /// No tag.
  ANYBODY,
  /// `[scripted]`
  SCRIPTED,
  /// `[model]`: any agent that understands words, the stub too.
  MODEL,
  /// `[stub]`
  STUB;

  /// Whether such a line counts for this kind of agent.
  boolean holds(AgentKind languageModel) {
    return switch (this) {
      case ANYBODY -> true;
      case SCRIPTED -> languageModel == AgentKind.SCRIPTED;
      case MODEL -> languageModel != AgentKind.SCRIPTED;
      case STUB -> languageModel == AgentKind.STUB;
    };
  }
}
