package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditHash;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.audit.AuditRecord.Head;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of the audit log. Another feature's store appends within its own transaction, so that
/// a change and its entry are there together or not at all.
public final class AuditTable {
  private static final int LONGEST_WORD = 500;
  private static final int LONGEST_DETAIL = 20_000;

  private AuditTable() {}

  /// Appends an entry. The head's row stays locked until the transaction ends: that orders those
  /// who append at the same time, on any number of servers.
  public static void append(Handle handle, AuditEntry given) {
    AuditEntry entry = storable(given);
    Head before =
        handle
            .createQuery(
                """
                update audit_head set sequence = sequence + 1 where one = 1
                returning sequence, hash
                """)
            .map((row, _) -> new Head(row.getLong("sequence") - 1, row.getString("hash")))
            .one();
    long sequence = before.sequence() + 1;
    String hash = AuditHash.of(sequence, before.hash(), entry);
    handle
        .createUpdate(
            """
            insert into audit_entries (sequence, happened_at, actor, action, business_id, subject,
              detail, address, previous_hash, hash)
            values (:sequence, :at, :actor, :action, :business, :subject, :detail, :address,
              :previous, :hash)
            """)
        .bind("sequence", sequence)
        .bind("at", entry.at().toEpochMilli())
        .bind("actor", entry.actor())
        .bind("action", entry.action())
        .bind("business", entry.business())
        .bind("subject", entry.subject())
        .bind("detail", entry.detail())
        .bind("address", entry.address())
        .bind("previous", before.hash())
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate("update audit_head set hash = :hash where one = 1")
        .bind("hash", hash)
        .execute();
  }

  static Head head(Handle handle) {
    return handle
        .createQuery("select sequence, hash from audit_head where one = 1")
        .map((row, _) -> new Head(row.getLong("sequence"), row.getString("hash")))
        .one();
  }

  static List<AuditRecord> after(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            "select * from audit_entries where sequence > :after order by sequence limit :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map(AuditTable::entry)
        .list();
  }

  static List<AuditRecord> find(Handle handle, AuditRecord.Query query) {
    var conditions = new ArrayList<String>();
    conditions.add("sequence < :before");
    addIf(conditions, query.business(), "business_id = :business");
    addIf(conditions, query.actor(), "actor = :actor");
    String action = query.action();
    boolean prefix = action != null && action.endsWith(".");
    addIf(
        conditions,
        action,
        prefix ? "substr(action, 1, length(:action)) = :action" : "action = :action");
    addIf(conditions, query.from(), "happened_at >= :from");
    addIf(conditions, query.until(), "happened_at < :until");
    AuditRecord.Person person = query.person();
    if (person != null) {
      conditions.add(about(person));
    }
    var statement =
        handle.createQuery(
            "select * from audit_entries where %s order by sequence desc limit :limit"
                .formatted(String.join(" and ", conditions)));
    statement.bind("before", query.before()).bind("limit", query.limit());
    if (query.business() != null) {
      statement.bind("business", query.business());
    }
    if (query.actor() != null) {
      statement.bind("actor", query.actor());
    }
    if (action != null) {
      statement.bind("action", action);
    }
    if (query.from() != null) {
      statement.bind("from", query.from().toEpochMilli());
    }
    if (query.until() != null) {
      statement.bind("until", query.until().toEpochMilli());
    }
    if (person != null) {
      bind(statement, person);
    }
    return statement.map(AuditTable::entry).list();
  }

  /// A turn's subject begins with its call's SID; a recording has one of its own.
  private static String about(AuditRecord.Person person) {
    var parts = new ArrayList<String>();
    if (!person.contacts().isEmpty()) {
      parts.add("(subject in (<contacts>) and substr(action, 1, 8) = 'contact.')");
      parts.add("subject in (<persons>)");
    }
    if (!person.calls().isEmpty()) {
      parts.add("substr(subject, 1, 34) in (<calls>)");
      parts.add("subject in (select sid from recordings where call_sid in (<calls>))");
    }
    return parts.isEmpty() ? "1 = 0" : "(%s)".formatted(String.join(" or ", parts));
  }

  private static void bind(Query statement, AuditRecord.Person person) {
    if (!person.contacts().isEmpty()) {
      List<String> contacts = person.contacts().stream().map(String::valueOf).toList();
      statement.bindList("contacts", contacts);
      statement.bindList("persons", contacts.stream().map(id -> "contact:" + id).toList());
    }
    if (!person.calls().isEmpty()) {
      statement.bindList("calls", person.calls());
    }
  }

  private static void addIf(List<String> conditions, @Nullable Object value, String condition) {
    if (value != null) {
      conditions.add(condition);
    }
  }

  private static AuditRecord entry(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new AuditRecord(
        row.longNumber("sequence"),
        new AuditEntry(
            row.instant("happened_at"),
            row.text("actor"),
            row.text("action"),
            row.longNumberOrNull("business_id"),
            row.text("subject"),
            row.textOrNull("detail"),
            row.textOrNull("address")),
        row.text("previous_hash"),
        row.text("hash"));
  }

  /// The entry as every database gives it back: a hash is made of what will be read. A log that
  /// refused an odd text would leave out what was done.
  private static AuditEntry storable(AuditEntry entry) {
    String detail = entry.detail();
    String address = entry.address();
    return new AuditEntry(
        entry.at(),
        storable(entry.actor()),
        storable(entry.action()),
        entry.business(),
        storable(entry.subject()),
        detail == null
            ? null
            : detail.length() > LONGEST_DETAIL ? "{\"left_out\":\"too long\"}" : clean(detail),
        address == null ? null : storable(address));
  }

  private static String storable(String text) {
    return clean(text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text);
  }

  /// Without NUL and lone surrogates, which no UTF-8 text of PostgreSQL holds.
  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF) ? 0xFFFD : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
