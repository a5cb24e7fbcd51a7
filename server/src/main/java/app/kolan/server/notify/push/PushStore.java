package app.kolan.server.notify.push;

import app.kolan.server.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The browsers that get push messages, and the key of this server.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface PushStore {
  /// The key pair, encrypted; empty when there is none yet.
  Optional<String> keyPair();

  /// Keeps a key pair unless there is one.
  ///
  /// @return the one that is there now
  String addKeyPair(String encrypted, Instant at);

  /// Adds a subscription in place of one of the same browser and business.
  void add(PushSubscription subscription, AuditEntry audit);

  Optional<PushSubscription> find(String id);

  List<PushSubscription> ofBusiness(long business);

  List<PushSubscription> ofUser(long business, long user);

  /// Removes one of somebody's own.
  ///
  /// @return whether he had it
  boolean remove(String id, long user, AuditEntry audit);

  /// Removes one that no longer exists elsewhere.
  void forget(String id);
}
