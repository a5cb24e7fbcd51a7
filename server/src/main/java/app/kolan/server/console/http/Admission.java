package app.kolan.server.console.http;

import app.kolan.server.identity.Permission;
import org.jspecify.annotations.Nullable;

/// Who may ask for a page.
///
/// @param permission what he needs in the business that the path names, or in all; null for neither
public record Admission(Whom whom, @Nullable Permission permission) {
  /// Which kind of visitor.
  public enum Whom {
    ANYBODY,
    /// Who has signed in.
    PERSON,
    /// Who may do something in the business of the path.
    OF_BUSINESS,
    /// Who may do something in all businesses: the operator.
    OF_SERVER
  }

  public static final Admission ANYBODY = new Admission(Whom.ANYBODY, null);
  public static final Admission PERSON = new Admission(Whom.PERSON, null);

  /// Whoever has a permission in all businesses.
  public static Admission everywhere(Permission permission) {
    return new Admission(Whom.OF_SERVER, permission);
  }

  /// Whoever has a permission in the business of the path.
  public static Admission with(Permission permission) {
    return new Admission(Whom.OF_BUSINESS, permission);
  }
}
