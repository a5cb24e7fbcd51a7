package app.kolan.simulator.switchboard;

/// An invalid request. Has no stack trace, since it is an expected outcome.
final class MalformedOrder extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param what what is wrong
  /// @param remedy what would help
  MalformedOrder(String what, String remedy) {
    super(what, null, false, false);
    this.remedy = remedy;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
