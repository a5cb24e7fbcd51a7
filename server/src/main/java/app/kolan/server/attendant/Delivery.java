package app.kolan.server.attendant;

import app.kolan.server.tool.ToolCall;

/// The way by which an answer reaches the caller, clause by clause.
interface Delivery {
  /// Adds a clause, which then is in the answer's text.
  ///
  /// @throws Speaker.NobodySpeaks when it cannot be delivered
  void say(String clause) throws Speaker.NobodySpeaks, InterruptedException;

  /// A tool is about to be used.
  default void uses(ToolCall use) {}
}
