package app.kolan.server.prompts;

/// A recording that cannot be a prompt. Its message says why, and what to do instead.
public final class UnusableSound extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message why, and what to do instead
  public UnusableSound(String message) {
    super(message);
  }
}
