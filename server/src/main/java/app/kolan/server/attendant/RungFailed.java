package app.kolan.server.attendant;

/// A receptionist cannot go on; the next on the ladder takes over.
final class RungFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param why for the operator; holds no words of the caller's
  RungFailed(String why) {
    super(why, null, false, false);
  }
}
