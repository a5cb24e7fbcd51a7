package app.kolan.server.audit;

import java.util.List;

/// Reads the audit log. Blocks for the store; safe to share.
///
/// All methods throw [app.kolan.server.store.StoreException] when the store fails.
public interface AuditReader {
  /// The entries that fit, the newest first.
  List<AuditRecord> find(AuditRecord.Query query);

  /// The entries after that of a sequence number, the oldest first.
  ///
  /// @param after 0 for the beginning
  List<AuditRecord> after(long after, int limit);

  /// Where the log begins: the last entry that was removed because of its age. Its sequence number
  /// is 0 when none was.
  AuditRecord.Head anchor();

  /// The newest entry, as the log knows it by itself, apart from the entries.
  AuditRecord.Head head();
}
