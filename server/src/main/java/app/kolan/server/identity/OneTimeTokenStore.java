package app.kolan.server.identity;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is shown once and soon, durably, so that any server of several may take it. Each is known
/// by its hash. See [app.kolan.server.store.Stores] for durability, threads and errors.
public interface OneTimeTokenStore {
  /// What a token is good for.
  enum Purpose {
    /// To choose the first password.
    INVITATION,
    /// To choose a new password.
    RESET,
    /// To show the second factor, after the password.
    SECOND_FACTOR,
    /// The challenge of a new passkey.
    PASSKEY_REGISTRATION,
    /// The challenge of signing in by a passkey.
    PASSKEY_SIGN_IN
  }

  /// A token that was taken.
  ///
  /// @param user null when it belongs to none
  record Taken(@Nullable Long user) {}

  /// Adds a token, and deletes those that have expired.
  ///
  /// @param user null when it belongs to none
  void add(String hash, Purpose purpose, @Nullable Long user, Instant at, Instant expiresAt);

  /// The token, which stays; empty when there is none, or it has expired.
  Optional<Taken> look(String hash, Purpose purpose, Instant at);

  /// Takes the token, which is gone after that; empty when there is none, or it has expired.
  Optional<Taken> take(String hash, Purpose purpose, Instant at);

  /// Deletes all of a user for a purpose.
  void delete(long user, Purpose purpose);
}
