package app.kolan.server.session;

/// What people of the business can do with a call while its agent talks: hear it, give the agent a
/// hint, connect the caller to somebody, end it. Safe to share.
///
/// For a call of this server nothing waits; one of another server is asked over the network, for
/// two seconds at most, by all methods but [#listen] and [#leave].
public interface CallHandle {
  /// Whether the agent that talks understands hints.
  boolean takesHints();

  /// Tells the agent something, for its next answer.
  ///
  /// @return false when it understands none, or has too many
  boolean hint(String text);

  /// Directs the call: the agent stops at once.
  ///
  /// @return false when it was directed before
  boolean direct(CallDirection direction);

  /// Lets somebody hear both sides from now on.
  ///
  /// @return false when too many listen
  boolean listen(AudioListener by);

  /// He hears nothing any more.
  void leave(AudioListener by);
}
