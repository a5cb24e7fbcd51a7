package app.kolan.server.identity;

import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Principal.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
          (key.business() == null || (key.business() == business && !permission.isOfServer()))
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

  /// Whether somebody may know of a business at all. One that he may not know of is answered as if
  /// it does not exist.
  public static boolean knows(Principal principal, long business) {
    return switch (principal) {
      case UserPrincipal user -> user.operator() || user.memberships().containsKey(business);
      case KeyPrincipal key -> key.business() == null || key.business() == business;
    };
  }

  /// What somebody may do where a key of his would be for.
  ///
  /// @param business null for all businesses and what belongs to none
  public static Set<Permission> permissions(Principal principal, @Nullable Long business) {
    var allowed = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (business == null
          ? allowsEverywhere(principal, permission)
          : allows(principal, permission, business)) {
        allowed.add(permission);
      }
    }
    return allowed;
  }

  /// Whether somebody may do all that a user may. Who gets a link by which the user's password is
  /// chosen can sign in as him.
  public static boolean mayStandFor(Principal principal, User user) {
    return (!user.operator()
            || permissions(principal, null).containsAll(Role.OPERATOR.permissions()))
        && user.memberships().entrySet().stream()
            .allMatch(
                each ->
                    permissions(principal, each.getKey())
                        .containsAll(each.getValue().permissions()));
  }

  /// Whether somebody may give a role in a business: only who may change users there, and may do
  /// all that the role allows. [Role#OPERATOR] belongs to no business.
  public static boolean mayGrant(Principal principal, Role role, long business) {
    return role != Role.OPERATOR
        && allows(principal, Permission.USERS_WRITE, business)
        && permissions(principal, business).containsAll(role.permissions());
  }
}
