package app.kolan.server.knowledge;

/// A file that cannot be read. Its message is for the one who brought it, says what to do, and
/// holds nothing of the file.
public final class UnreadableDocument extends Exception {
  private static final long serialVersionUID = 1;

  /// What is wrong.
  public enum Reason {
    /// Its name does not end in one of the kinds that can be read.
    UNKNOWN_KIND,
    TOO_LARGE,
    /// It is not what its name says, or damaged.
    DAMAGED,
    /// A PDF that needs a password, or forbids copying.
    LOCKED,
    /// There are no words in it: pictures of pages, for instance.
    NO_WORDS,
    /// Reading it took too long.
    TOO_SLOW
  }

  private final Reason reason;

  UnreadableDocument(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
