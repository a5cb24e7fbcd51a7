package app.kolan.server.identity;

import java.util.Optional;

/// Tells who asks, by what he shows. Blocks for the store; safe to share.
public interface Authenticator {
  /// Who shows this API key (`Authorization: Bearer KEY`); empty when it is none, expired or
  /// revoked.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  Optional<Principal> ofKey(String key);

  /// Who shows this session's token, of a cookie; empty when it is none, over or revoked.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  Optional<Principal> ofSession(String token);
}
