package app.kolan.server.store;

/// A change of contacts, leads or promises that cannot be made as things stand. Its message is for
/// the one who asked, and holds nobody's words.
public final class CrmConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why it cannot.
  public enum Kind {
    /// There is no such thing in this business.
    UNKNOWN,
    /// It was changed since it was read.
    CHANGED,
    /// Something else stands in the way.
    CONFLICT
  }

  private final Kind kind;

  public CrmConflict(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
