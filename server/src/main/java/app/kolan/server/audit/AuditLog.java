package app.kolan.server.audit;

import java.time.Instant;

/// The log of what was done and looked at. It only grows; each entry carries the hash of the one
/// before, so that a change or a gap shows.
public interface AuditLog {
  /// Adds an entry, and returns when it is on the disk. What an entry speaks of is shown only after
  /// that.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  void append(AuditEntry entry);

  /// Removes entries from the log's beginning that are older than a moment, and adds an entry that
  /// says so, by which a verification knows where the log begins. At most some thousands at once.
  ///
  /// @return how many were removed; 0 when there is nothing older
  /// @throws app.kolan.server.store.StoreException when the store fails
  int trim(Instant before, Instant at);
}
