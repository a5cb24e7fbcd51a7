package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.IdentityRefusal.Kind;
import java.util.Map;
import java.util.Optional;

/// Who has a role in a business: added, changed and taken away by somebody who may, as
/// [AccessPolicy] says. [Users] writes the audit log.
///
/// Every method throws [IdentityRefusal] when something is in the way; nothing is changed then.
public record Members(Users users) {
  /// What came of adding somebody.
  public sealed interface Added {
    /// He is known to the server, and has the role now.
    record Known(User user) implements Added {}

    /// He is new, and has to choose a password.
    record Invited(Users.Invitation invitation) implements Added {}
  }

  /// Gives a role to somebody who has none in the business.
  ///
  /// @param name how people call him, should he be new; may be empty
  public Added add(
      Principal by, long business, String email, String name, Role role, AuditActor actor) {
    EmailAddress address = EmailAddress.of(email);
    requireGrantable(by, role, business);
    Optional<User> known = users.find(address);
    if (known.isEmpty()) {
      return new Added.Invited(users.invite(address, name, false, Map.of(business, role), actor));
    }
    User user = known.get();
    if (user.operator() || user.memberships().containsKey(business)) {
      throw new IdentityRefusal(Kind.CONFLICT, "He has access already; change his role.");
    }
    return new Added.Known(users.setRole(user.id(), business, role, actor));
  }

  /// Gives a member another role.
  public User setRole(Principal by, long business, long user, Role role, AuditActor actor) {
    requireGrantable(by, role, business);
    return users.setRole(member(by, business, user).id(), business, role, actor);
  }

  /// Takes a member's role away.
  public void remove(Principal by, long business, long user, AuditActor actor) {
    users.setRole(member(by, business, user).id(), business, null, actor);
  }

  /// Somebody with a role here whose role may be changed: a staff member never reaches an owner's.
  private User member(Principal by, long business, long id) {
    User member =
        users
            .find(id)
            .filter(user -> user.memberships().containsKey(business))
            .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "There is no such member."));
    Role now = member.memberships().get(business);
    if (now != null && !AccessPolicy.mayGrant(by, now, business)) {
      throw new IdentityRefusal(
          Kind.FORBIDDEN, "A role can be taken only by who may do all it allows.");
    }
    return member;
  }

  private static void requireGrantable(Principal by, Role role, long business) {
    if (!AccessPolicy.mayGrant(by, role, business)) {
      throw new IdentityRefusal(
          Kind.FORBIDDEN, "A role can be given only by who may do all it allows.");
    }
  }
}
