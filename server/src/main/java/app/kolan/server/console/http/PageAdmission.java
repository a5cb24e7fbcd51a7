package app.kolan.server.console.http;

import app.kolan.server.identity.Permission;
import org.jspecify.annotations.Nullable;

/// Who may ask for a page.
///
/// @param permission what he needs in the business that the path names, or in all; null for neither
public record PageAdmission(Whom whom, @Nullable Permission permission) {
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

  public static final PageAdmission ANYBODY = new PageAdmission(Whom.ANYBODY, null);
  public static final PageAdmission PERSON = new PageAdmission(Whom.PERSON, null);

  /// Whoever has a permission in all businesses.
  public static PageAdmission everywhere(Permission permission) {
    return new PageAdmission(Whom.OF_SERVER, permission);
  }

  /// Whoever has a permission in the business of the path.
  public static PageAdmission with(Permission permission) {
    return new PageAdmission(Whom.OF_BUSINESS, permission);
  }
}
