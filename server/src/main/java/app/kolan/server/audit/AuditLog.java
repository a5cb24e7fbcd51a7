package app.kolan.server.audit;

/// The log of what was done and looked at. It only grows; each entry carries the hash of the one
/// before, so that a change or a gap shows.
public interface AuditLog {
  /// Adds an entry, and returns when it is on the disk. What an entry speaks of is shown only after
  /// that.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  void append(AuditEntry entry);
}
