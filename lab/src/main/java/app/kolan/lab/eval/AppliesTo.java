package app.kolan.lab.eval;

/// The kinds of agents that a line of a story applies to.
public enum AppliesTo {
  /// No tag.
  ANYBODY,
  /// `[scripted]`
  SCRIPTED,
  /// `[model]`: any agent that understands words, the stub too.
  MODEL,
  /// `[stub]`
  STUB;

  /// Whether such a line applies to this kind of agent.
  boolean holds(AgentKind languageModel) {
    return switch (this) {
      case ANYBODY -> true;
      case SCRIPTED -> languageModel == AgentKind.SCRIPTED;
      case MODEL -> languageModel != AgentKind.SCRIPTED;
      case STUB -> languageModel == AgentKind.STUB;
    };
  }
}
