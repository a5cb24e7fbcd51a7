package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a user chooses his password: by the token of an invitation or a reset, or signed in and by
/// the password that he has. Any thread may use this; it blocks for the store and for a hash.
public final class PasswordChoice {
  private final UserStore store;
  private final OneTimeTokens tokens;
  private final Users users;
  private final SignIn signIn;

  public PasswordChoice(
      UserStore store, OneTimeTokenStore tokens, Users users, SignIn signIn, InstantSource clock) {
    this.store = store;
    this.tokens = new OneTimeTokens(tokens, clock);
    this.users = users;
    this.signIn = signIn;
  }

  /// What came of a change.
  public sealed interface Change {
    /// The password is the new one, and all sessions but this one have ended.
    record Changed() implements Change {}

    /// That is not the password that he has.
    record WrongPassword() implements Change {}

    /// Nothing was looked at.
    record TooManyAttempts(Duration retryAfter) implements Change {}
  }

  /// Changes the password of a user who has signed in.
  ///
  /// @param session the one that goes on
  /// @param current the password that he has
  /// @throws IdentityRefusal when there is no such user, or the new password is not taken
  public Change change(
      long id, long session, String current, String password, SignIn.Client client) {
    User user =
        store
            .find(id)
            .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "there is no such user any more"));
    SignIn.PasswordCheck check = signIn.check(user, current, client);
    if (check.retryAfter().isPositive()) {
      return new Change.TooManyAttempts(check.retryAfter());
    }
    if (!check.right()) {
      return new Change.WrongPassword();
    }
    User _ =
        users.setPassword(id, password, session, new AuditActor(user.subject(), client.address()));
    return new Change.Changed();
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
