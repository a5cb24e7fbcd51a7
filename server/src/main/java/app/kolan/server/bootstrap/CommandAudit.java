package app.kolan.server.bootstrap;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Notes in the audit log what commands on the server itself do.
public final class CommandAudit {
  private final AuditLog log;
  private final InstantSource clock;

  CommandAudit(SqlDatabase database, InstantSource clock) {
    log = new SqlAuditLog(database);
    this.clock = clock;
  }

  /// Appends an entry, and returns when it is on the disk.
  ///
  /// @param action in the words of the API, such as `business.import`
  /// @param business in which business; null when it belongs to none
  /// @param subject of what; never a secret
  /// @param detail as JSON, never with a secret; null for nothing
  /// @throws app.kolan.server.store.StoreException when the store fails
  public void note(
      String action, @Nullable Long business, String subject, @Nullable String detail) {
    log.append(AuditActor.COMMAND.entry(clock.instant(), action, business, subject, detail));
  }
}
