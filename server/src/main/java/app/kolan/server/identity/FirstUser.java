package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.settings.Secret;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets the first user of a server in, the operator: who starts it is shown a token, and who shows
/// the token may make the user, as long as there is none.
///
/// The token is in this process alone and ends with it; the next start makes another one. Any
/// thread may use this; it blocks for the store and for a hash.
public final class FirstUser {
  private static final int LETTERS = 43;

  private final Users users;
  private @Nullable String hash;

  public FirstUser(Users users) {
    this.users = users;
  }

  /// A new token; those before are void. Empty when there is a user.
  public synchronized Optional<Secret> invite() {
    if (hasUser()) {
      hash = null;
      return Optional.empty();
    }
    String token = RandomText.letters(LETTERS);
    hash = RandomText.hash(token);
    return Optional.of(new Secret(token));
  }

  /// Whether this is the token, and there still is no user.
  public synchronized boolean isInvited(String token) {
    return hash != null && RandomText.same(hash, RandomText.hash(token)) && !hasUser();
  }

  /// Makes the operator. The token is void after that; a value that is not taken leaves it as it
  /// is.
  ///
  /// @param address from which network address
  /// @throws IdentityRefusal when the token is not the one, or a value is not taken
  public synchronized User make(
      String token, String email, String name, String password, @Nullable String address) {
    if (!isInvited(token)) {
      throw new IdentityRefusal(
          Kind.UNKNOWN, "the link is used or of a start before; start the server again");
    }
    User made =
        users.add(
            EmailAddress.of(email),
            name,
            true,
            Map.of(),
            password,
            new AuditActor("first-user", address));
    hash = null;
    return made;
  }

  private boolean hasUser() {
    return !users.list(null, 0, 1).isEmpty();
  }
}
