package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Members.Added;
import app.kolan.server.identity.Principal.UserPrincipal;
import app.kolan.server.identity.Users.Invitation;
import java.util.Map;
import java.util.Optional;

/// The users of the whole server, added, changed and removed by somebody who may, as [AccessPolicy]
/// says. [Users] writes the audit log.
///
/// Nobody takes his own account away, and an operator who may sign in is always left. Every method
/// throws [IdentityRefusal] when something is in the way; nothing is changed then.
public record UserAdministration(Users users) {
  /// Invites somebody who has no role in a business yet.
  ///
  /// @param name how people call him; may be empty
  public Invitation invite(
      Principal by, EmailAddress email, String name, boolean operator, AuditActor actor) {
    requireMayMake(by, operator);
    return users.invite(email, name, operator, Map.of(), actor);
  }

  /// Makes somebody an operator: who is known by the address, besides the roles that he has;
  /// somebody new is invited.
  ///
  /// @param name how people call him, should he be new; may be empty
  public Added addOperator(Principal by, String email, String name, AuditActor actor) {
    requireMayMake(by, true);
    EmailAddress address = EmailAddress.of(email);
    Optional<User> known = users.find(address);
    if (known.isEmpty()) {
      return new Added.Invited(users.invite(address, name, true, Map.of(), actor));
    }
    User user = known.get();
    if (user.operator()) {
      throw new IdentityRefusal(Kind.CONFLICT, user.email() + " is an operator already");
    }
    boolean disabled = user.state() == UserState.DISABLED;
    return new Added.Known(
        users.update(user.id(), user.revision(), user.name(), disabled, true, actor));
  }

  /// Changes a user's name, whether he may sign in, and whether he is an operator.
  ///
  /// @param revision that of the user from whom the change was made
  public User update(
      Principal by,
      long id,
      long revision,
      String name,
      boolean disabled,
      boolean operator,
      AuditActor actor) {
    User now = changeable(by, id);
    requireMayMake(by, operator);
    if (disabled || (now.operator() && !operator)) {
      requireAnother(by, id);
    }
    return users.keepingOperator().update(id, revision, name, disabled, operator, actor);
  }

  /// Removes a user with all that belongs to him.
  public void remove(Principal by, long id, AuditActor actor) {
    requireAnother(by, changeable(by, id).id());
    users.keepingOperator().remove(id, actor);
  }

  /// See [Users#inviteAgain].
  public Invitation inviteAgain(Principal by, long id, AuditActor actor) {
    return users.inviteAgain(replaceable(by, id).id(), actor);
  }

  /// See [Users#reset(long, AuditActor)].
  public Invitation reset(Principal by, long id, AuditActor actor) {
    requireAnother(by, replaceable(by, id).id());
    return users.reset(id, actor);
  }

  /// Whether somebody is the only operator who may sign in.
  public boolean isLastOperator(User user) {
    return user.operator() && user.state() == UserState.ACTIVE && users.operators() == 1;
  }

  /// A user who may be changed: a key that may change users does not reach those who may do more.
  public User changeable(Principal by, long id) {
    User user =
        users
            .find(id)
            .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "There is no such user."));
    if (user.operator() && !mayDoEverything(by)) {
      throw new IdentityRefusal(
          Kind.FORBIDDEN, "Only who may do everything can change an operator.");
    }
    return user;
  }

  /// The same for who gets a link by which the user's password is chosen.
  private User replaceable(Principal by, long id) {
    User user = changeable(by, id);
    if (!AccessPolicy.mayStandFor(by, user)) {
      throw new IdentityRefusal(
          Kind.FORBIDDEN, "A password is given anew only by who may do all that the user may.");
    }
    return user;
  }

  /// Only an operator makes another one: a key's scopes do not make it one.
  private static void requireMayMake(Principal by, boolean operator) {
    if (operator && !mayDoEverything(by)) {
      throw new IdentityRefusal(Kind.FORBIDDEN, "Only who may do everything can add an operator.");
    }
  }

  private static void requireAnother(Principal by, long id) {
    if (by instanceof UserPrincipal user && user.userId() == id) {
      throw new IdentityRefusal(
          Kind.FORBIDDEN, "Nobody takes his own account away; another operator can do it.");
    }
  }

  private static boolean mayDoEverything(Principal by) {
    return AccessPolicy.permissions(by, null).containsAll(Role.OPERATOR.permissions());
  }
}
