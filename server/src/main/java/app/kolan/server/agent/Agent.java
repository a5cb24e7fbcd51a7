package app.kolan.server.agent;

import app.kolan.server.media.playout.LineEnded;

/// An agent of the fallback chain.
interface Agent {
  /// Talks with the caller from where the conversation is to its end.
  ///
  /// @throws AgentFailed when it cannot go on; what was said is in the [ChatHistory]
  CallEnding attend() throws LineEnded, AgentFailed;

  /// Whether it reads what the business tells it while it talks, in [ChatHistory#hints].
  default boolean takesHints() {
    return false;
  }
}
