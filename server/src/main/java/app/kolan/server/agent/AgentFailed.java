package app.kolan.server.agent;

/// An agent cannot go on; the next agent of the chain takes over.
final class AgentFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param why for the operator; holds no words of the caller's
  AgentFailed(String why) {
    super(why, null, false, false);
  }
}
