package app.kolan.server.identity;

import app.kolan.server.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The passkeys, durably. See [app.kolan.server.store.Stores] for durability, threads and errors.
///
/// A change and its entry in the audit log are one transaction.
public interface PasskeyStore {
  /// Adds a passkey; false when there is one of the same identifier.
  boolean add(Passkey passkey, AuditEntry audit);

  Optional<Passkey> find(String credentialId);

  /// A user's passkeys, the oldest first.
  List<Passkey> list(long user);

  /// Notes that somebody signed in by a passkey.
  void used(String credentialId, long signCount, Instant at);

  /// Removes a passkey of a user; false when he has none of that identifier.
  boolean remove(long user, String credentialId, AuditEntry audit);
}
