package app.kolan.server.store.sql;

import app.kolan.server.store.Promise;
import app.kolan.server.store.Promise.State;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of promises.
final class PromiseTable {
  private PromiseTable() {}

  static Optional<Promise> findOnce(Handle handle, long business, String once) {
    return read(
            handle,
            "select * from promises where business_id = :business and once = :once",
            Map.of("business", business, "once", once))
        .stream()
        .findFirst();
  }

  static Optional<Promise> find(Handle handle, long business, long id) {
    return read(
            handle,
            "select * from promises where business_id = :business and id = :id",
            Map.of("business", business, "id", id))
        .stream()
        .findFirst();
  }

  static List<Promise> read(Handle handle, String sql, Map<String, ?> values) {
    return handle.createQuery(sql).bindMap(values).map(PromiseTable::promise).list();
  }

  static List<Promise> find(Handle handle, PromiseQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from promises where business_id = :business
              and (due_at > :after or (due_at = :after and id > :id))
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("after", query.afterDue().toEpochMilli());
    values.put("id", query.afterId());
    values.put("limit", query.limit());
    if (query.state() != null) {
      sql.append(" and state = :state");
      values.put("state", query.state().name());
    }
    if (query.contact() != null) {
      sql.append(" and contact_id = :contact");
      values.put("contact", query.contact());
    }
    if (query.call() != null) {
      sql.append(" and call_sid = :call");
      values.put("call", query.call().value());
    }
    if (query.dueBefore() != null) {
      sql.append(" and due_at < :due");
      values.put("due", query.dueBefore().toEpochMilli());
    }
    return read(handle, sql.append(" order by due_at, id limit :limit").toString(), values);
  }

  static Promise add(Handle handle, Promise.Draft draft, Instant at) {
    CallSid call = draft.call();
    long id = RowIds.next(handle, "promise");
    handle
        .createUpdate(
            """
            insert into promises (id, business_id, call_sid, contact_id, number, promise, due_at,
              remind_at, state, made_at, made_by, reminded, break_told, once, revision)
            values (:id, :business, :call, :contact, :number, :words, :due, :remind, 'OPEN', :at,
              :by, false, false, :once, 0)
            """)
        .bind("id", id)
        .bind("business", draft.business())
        .bind("call", call == null ? null : call.value())
        .bind("contact", draft.contact())
        .bind("number", ResultRow.text(draft.number()))
        .bind("words", draft.words())
        .bind("due", draft.dueAt().toEpochMilli())
        .bind("remind", ResultRow.millis(draft.remindAt()))
        .bind("at", at.toEpochMilli())
        .bind("by", draft.madeBy())
        .bind("once", draft.once())
        .execute();
    return find(handle, draft.business(), id).orElseThrow();
  }

  static void setState(Handle handle, Promise promise, State state, String by, Instant at) {
    handle
        .createUpdate(
            """
            update promises set state = :state, settled_at = :at, settled_by = :by,
              revision = revision + 1
            where id = :id
            """)
        .bind("id", promise.id())
        .bind("state", state.name())
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .execute();
  }

  /// Adds what has happened to a promise to the timeline of its lead, or of its contact.
  static void note(Handle handle, Promise promise, State state, String by, Instant at) {
    if (promise.call() == null && promise.contact() == null) {
      return;
    }
    String detail =
        TimelineTable.object()
            .put("promise", promise.id())
            .put("state", state.name())
            .put("dueAt", promise.dueAt().toString())
            .toString();
    TimelineTable.add(
        handle,
        promise.businessId(),
        promise.call(),
        promise.call() == null ? promise.contact() : null,
        new TimelineEntry.Draft(TimelineEntry.Kind.PROMISE, at, by, null, detail));
  }

  private static Promise promise(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String call = row.textOrNull("call_sid");
    String number = row.textOrNull("number");
    return new Promise(
        row.longNumber("id"),
        row.longNumber("business_id"),
        call == null ? null : new CallSid(call),
        row.longNumberOrNull("contact_id"),
        number == null ? null : new PhoneNumber(number),
        row.text("promise"),
        row.instant("due_at"),
        row.instantOrNull("remind_at"),
        State.valueOf(row.text("state")),
        row.instant("made_at"),
        row.text("made_by"),
        row.instantOrNull("settled_at"),
        row.textOrNull("settled_by"),
        row.longNumber("revision"));
  }
}
