package app.kolan.server.store;

/// How the use of a tool came out.
public enum ToolOutcome {
  /// It is under way, or a crash hid its end.
  BEGUN,
  /// It was done.
  DONE,
  /// It was not tried: there is no such tool, it is not allowed, or its arguments are wrong.
  REFUSED,
  /// It reaches outside, and this call is a simulated one.
  BLOCKED,
  /// It was tried and could not be done.
  FAILED,
  /// It was given up after its time; it may have been done all the same.
  TIMED_OUT
}
