package app.kolan.server.identity;

/// What was asked of users, keys or sessions cannot be done, and nothing was changed. The message
/// says why and what to do, for people; it holds no secret.
public final class IdentityRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why, for programs.
  public enum Kind {
    /// A value cannot be used.
    INVALID,
    /// There is no such user, key or business.
    UNKNOWN,
    /// It meets what is there already, or a change that came first.
    CONFLICT,
    /// He who asks may not.
    FORBIDDEN,
    /// Too much is asked at once; it can be asked again in a moment.
    BUSY
  }

  private final Kind kind;

  public IdentityRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
