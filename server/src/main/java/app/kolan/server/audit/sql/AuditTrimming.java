package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.audit.AuditRecord.Head;
import app.kolan.server.audit.AuditVerification;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Removes what is too old from the beginning of the audit log. The hash of the last entry that is
/// removed stays, since the next one continues it, and an entry of the log itself says so: whoever
/// moves the beginning must also write that entry, and with it the whole chain after it.
final class AuditTrimming {
  private static final int MOST = 5000;

  private AuditTrimming() {}

  static Head anchor(Handle handle) {
    return handle
        .createQuery("select sequence, hash from audit_anchor where one = 1")
        .map((row, _) -> new Head(row.getLong("sequence"), row.getString("hash")))
        .findOne()
        .orElse(new Head(0, AuditRecord.BEGINNING));
  }

  static int trim(Handle handle, Instant before, Instant at) {
    // Who appends or trims locks the head.
    handle.execute("update audit_head set sequence = sequence where one = 1");
    long anchor = anchor(handle).sequence();
    long last =
        handle
            .createQuery(
                """
                select coalesce(
                  (select min(sequence) from audit_entries where happened_at >= :before),
                  (select sequence from audit_head where one = 1)) - 1
                """)
            .bind("before", before.toEpochMilli())
            .mapTo(Long.class)
            .one();
    long through = Math.min(last, anchor + MOST);
    if (through <= anchor) {
      return 0;
    }
    String hash =
        handle
            .createQuery("select hash from audit_entries where sequence = :through")
            .bind("through", through)
            .mapTo(String.class)
            .one();
    handle
        .createUpdate(
            """
            insert into audit_anchor (one, sequence, hash, trimmed_at)
            values (1, :through, :hash, :at)
            on conflict (one) do update set sequence = excluded.sequence, hash = excluded.hash,
              trimmed_at = excluded.trimmed_at
            """)
        .bind("through", through)
        .bind("hash", hash)
        .bind("at", at.toEpochMilli())
        .execute();
    int removed =
        handle
            .createUpdate("delete from audit_entries where sequence <= :through")
            .bind("through", through)
            .execute();
    AuditTable.append(
        handle,
        new AuditEntry(
            at,
            "kolan",
            AuditVerification.TRIM,
            null,
            Long.toString(through),
            AuditDetail.of("hash", hash),
            null));
    return removed;
  }
}
