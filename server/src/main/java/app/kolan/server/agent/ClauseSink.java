package app.kolan.server.agent;

import app.kolan.server.tool.ToolCall;

/// The way by which an answer reaches the caller, clause by clause.
interface ClauseSink {
  /// Adds a clause, which then is in the answer's text.
  ///
  /// @throws ClauseSpeaker.NobodySpeaks when it cannot be delivered
  void say(String clause) throws ClauseSpeaker.NobodySpeaks, InterruptedException;

  /// A tool is about to be used.
  default void uses(ToolCall use) {}
}
