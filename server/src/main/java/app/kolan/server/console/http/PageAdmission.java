package app.kolan.server.console.http;

import app.kolan.server.api.Businesses;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
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

  /// @throws PageProblem when somebody may not do this in all businesses; he does not learn that
  ///   there is such a page
  void requireEverywhere(SignedInUser visitor) {
    if (permission == null || !AccessPolicy.allowsEverywhere(visitor.principal(), permission)) {
      throw PageProblem.unknown();
    }
  }

  /// The business of a path.
  ///
  /// @throws PageProblem when it is not known, also because it is none of the visitor's; when he
  ///   may not do this in it
  BusinessRecord admit(SignedInUser visitor, Businesses businesses, String slug) {
    BusinessRecord business =
        businesses
            .find(slug)
            .filter(known -> AccessPolicy.knows(visitor.principal(), known.id()))
            .orElseThrow(PageProblem::unknown);
    if (permission == null
        || !AccessPolicy.allows(visitor.principal(), permission, business.id())) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    return business;
  }
}
