package app.kolan.server.directory;

import app.kolan.server.settings.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The Twilio accounts beside the server's own. Tokens are encrypted in the database.
///
/// See [app.kolan.server.store.Stores] for durability, threads and errors.
public interface AccountStore {
  /// All accounts, by SID.
  ///
  /// @throws SecretCipher.UnreadableSecret when they were stored with another key
  List<TwilioAccount> accounts();

  Optional<TwilioAccount> find(String sid);

  /// Adds an account, or changes the one of this SID.
  TwilioAccount save(String sid, String name, List<Secret> authTokens, Instant at);

  /// Changes an account as it is then: no other change comes in between.
  ///
  /// @param change gives it with another name or other tokens; may be called more than once
  /// @return empty when there is none of this SID
  Optional<TwilioAccount> change(String sid, UnaryOperator<TwilioAccount> change);

  /// Removes an account that no business is in.
  ///
  /// @return false when there is none of this SID
  /// @throws DirectoryConflict when a business that is not closed has its numbers in it
  boolean remove(String sid);
}
