package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.List;

/// The audit log in a database.
public final class SqlAuditLog implements AuditLog, AuditReader {
  private final SqlDatabase database;

  public SqlAuditLog(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void append(AuditEntry entry) {
    database.writeOnly(handle -> AuditTable.append(handle, entry));
  }

  @Override
  public List<AuditRecord> find(AuditRecord.Query query) {
    return database.read(handle -> AuditTable.find(handle, query));
  }

  @Override
  public List<AuditRecord> after(long after, int limit) {
    return database.read(handle -> AuditTable.after(handle, after, limit));
  }

  @Override
  public int trim(Instant before, Instant at) {
    return database.write(handle -> AuditTrimming.trim(handle, before, at));
  }

  @Override
  public AuditRecord.Head anchor() {
    return database.read(AuditTrimming::anchor);
  }

  @Override
  public AuditRecord.Head head() {
    return database.read(AuditTable::head);
  }
}
