package app.kolan.server.tool;

/// A model has written arguments that a tool cannot take. Its message tells the model what to fix,
/// and holds no values.
public final class InvalidArguments extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidArguments(String problem) {
    super(problem, null, false, false);
  }

  /// What is wrong, in words.
  public String problem() {
    return String.valueOf(getMessage());
  }
}
