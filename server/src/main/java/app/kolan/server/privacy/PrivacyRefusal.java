package app.kolan.server.privacy;

import java.util.List;

/// Something that is not done, with the reason for whoever asked.
public final class PrivacyRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What is in the way.
  public enum Kind {
    /// There is no such contact, call or hold.
    UNKNOWN,
    /// A legal hold.
    HELD,
    /// A call of his is under way.
    UNDER_WAY
  }

  private final Kind kind;

  public PrivacyRefusal(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /// For legal holds, by their numbers.
  static PrivacyRefusal held(List<Long> holds) {
    return new PrivacyRefusal(
        Kind.HELD,
        "Nothing is erased: legal hold %s is on it. Lift it first, if the law lets you."
            .formatted(String.join(", ", holds.stream().map(String::valueOf).toList())));
  }

  public Kind kind() {
    return kind;
  }
}
