package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a user who holds the token of an invitation or a reset chooses his password. Any thread may
/// use this; it blocks for the store and for a hash.
public final class PasswordChoice {
  private final UserStore store;
  private final OneTimeTokens tokens;
  private final Users users;

  public PasswordChoice(
      UserStore store, OneTimeTokenStore tokens, Users users, InstantSource clock) {
    this.store = store;
    this.tokens = new OneTimeTokens(tokens, clock);
    this.users = users;
  }

  /// Whose token this is; empty when it is none, expired or used. The token stays as it is.
  public Optional<User> whose(String token) {
    Purpose purpose = purpose(token);
    return purpose == null
        ? Optional.empty()
        : tokens.look(token, purpose).map(Taken::user).flatMap(store::find).filter(this::mayChoose);
  }

  /// Sets the password of him whose token this is. A password that is not taken leaves the token as
  /// it is. He signs in after that.
  ///
  /// @param address from which network address; null when that is not known
  /// @throws IdentityRefusal when the token is none, expired or used, or the password is not taken
  public User choose(String token, String password, @Nullable String address) {
    User user = whose(token).orElseThrow(PasswordChoice::noToken);
    String accepted = PasswordRules.accepted(password, user.email());
    Purpose purpose = purpose(token);
    if (purpose == null || tokens.take(token, purpose).isEmpty()) {
      throw noToken();
    }
    return users.setPassword(user.id(), accepted, new AuditActor(user.subject(), address));
  }

  private boolean mayChoose(User user) {
    return user.state() != UserState.DISABLED;
  }

  private @Nullable Purpose purpose(String token) {
    for (Purpose purpose : new Purpose[] {Purpose.INVITATION, Purpose.RESET}) {
      if (tokens.look(token, purpose).isPresent()) {
        return purpose;
      }
    }
    return null;
  }

  private static IdentityRefusal noToken() {
    return new IdentityRefusal(
        Kind.UNKNOWN,
        "the link is used, has expired, or a newer one was sent; ask for another one");
  }
}
