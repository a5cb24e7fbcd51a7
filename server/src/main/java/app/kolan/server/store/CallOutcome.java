package app.kolan.server.store;

/// How Kolan's part of a call came out. It is settled once, and the first to settle it is right,
/// but for one that hung up and is known to have finished later.
public enum CallOutcome {
  /// Not settled: the conversation is on, or nobody saw how it ended.
  OPEN,
  /// The conversation came to its end.
  FINISHED,
  /// The caller was given to a human.
  HANDED_OVER,
  /// Something failed, and the caller was asked to leave a message.
  BROKEN,
  /// The caller hung up.
  HUNG_UP;

  /// Whether the caller is gone once a call is settled so.
  public boolean endsTheCall() {
    return this == FINISHED || this == HUNG_UP;
  }
}
