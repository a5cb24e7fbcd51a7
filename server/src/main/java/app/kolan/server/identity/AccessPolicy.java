package app.kolan.server.identity;

import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Principal.UserPrincipal;

/// Decides who may do what. The only place that does; what it does not allow is denied.
public final class AccessPolicy {
  private AccessPolicy() {}

  /// Whether somebody may do something in a business.
  public static boolean allows(Principal principal, Permission permission, long business) {
    return switch (principal) {
      case UserPrincipal user -> {
        Role role = user.operator() ? Role.OPERATOR : user.memberships().get(business);
        yield role != null && role.permissions().contains(permission);
      }
      case KeyPrincipal key ->
          (key.business() == null || key.business() == business)
              && key.scopes().contains(permission);
    };
  }

  /// Whether somebody may do something that belongs to no single business, such as adding one.
  public static boolean allowsEverywhere(Principal principal, Permission permission) {
    return switch (principal) {
      case UserPrincipal user -> user.operator();
      case KeyPrincipal key -> key.business() == null && key.scopes().contains(permission);
    };
  }

  /// Whether somebody may know of a business at all. Of one that he may not know of he is told that
  /// it does not exist.
  public static boolean knows(Principal principal, long business) {
    return switch (principal) {
      case UserPrincipal user -> user.operator() || user.memberships().containsKey(business);
      case KeyPrincipal key -> key.business() == null || key.business() == business;
    };
  }
}
