package app.kolan.server.identity;

import app.kolan.server.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The API keys, durably. See [app.kolan.server.store.Stores] for durability, threads and errors.
///
/// A change and its entry in the audit log are one transaction.
public interface ApiKeyStore {
  /// A key to be added.
  ///
  /// @param prefix unique
  /// @param hash of the whole key
  /// @param maker the key by which it is made; null when a person or a command makes it
  record NewKey(
      String prefix,
      String hash,
      String name,
      @Nullable Long business,
      Set<Permission> scopes,
      Instant createdAt,
      String createdBy,
      @Nullable Long maker,
      @Nullable Instant expiresAt) {
    public NewKey {
      scopes = Set.copyOf(scopes);
    }
  }

  /// A key with the hash of the whole of it.
  record Stored(ApiKey key, String hash) {}

  /// @param audit of the key as it was added; may be called more than once
  /// @throws IdentityRefusal when the key that makes it is revoked meanwhile
  ApiKey add(NewKey key, Function<ApiKey, AuditEntry> audit);

  Optional<ApiKey> find(long id);

  Optional<Stored> findByPrefix(String prefix);

  /// The keys, revoked and expired ones too, by identifier.
  ///
  /// @param business only those that are for this business alone; null for all keys
  /// @param after only those of greater identifiers; 0 for the beginning
  List<ApiKey> list(@Nullable Long business, long after, int limit);

  /// The same of those that are for all businesses.
  List<ApiKey> listOfAll(long after, int limit);

  /// Revokes a key, and those that were made by it or by one of these.
  ///
  /// @param audit of each of them; may be called more than once
  /// @return false when it is revoked already, or there is none; then nothing is changed
  boolean revoke(long id, Instant at, Function<ApiKey, AuditEntry> audit);

  /// Notes that a key was used, and does not wait. An older time than the one that is noted is
  /// ignored.
  void used(long id, Instant at);
}
