package app.kolan.server.console.http;

/// A page that is not shown. What it says instead stands in the texts, under `problem.` and the
/// kind's word: a title, and what to do.
public final class PageProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why it is not shown.
  public enum Kind {
    /// The form cannot be understood.
    MALFORMED(400),
    /// He may not.
    FORBIDDEN(403),
    /// The form is from a page of before, or from elsewhere.
    STALE_FORM(403),
    /// There is no such page, or he may not know of it.
    UNKNOWN(404),
    /// The page cannot be asked for in this way.
    METHOD(405),
    /// It was changed since the form was shown.
    CHANGED(409),
    TOO_LARGE(413),
    /// Too much is asked at once.
    BUSY(503),
    FAULT(500);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Kind kind;

  public PageProblem(Kind kind) {
    super(kind.name(), null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// There is no such thing.
  public static PageProblem unknown() {
    return new PageProblem(Kind.UNKNOWN);
  }
}
