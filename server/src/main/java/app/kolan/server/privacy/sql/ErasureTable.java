package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.ErasureRequest.Kind;
import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.RowIds;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of erasures.
final class ErasureTable {
  private ErasureTable() {}

  static ErasureRequest add(
      Handle handle, long business, ErasureScope scope, int found, String actor, Instant at) {
    Long contact = scope instanceof ErasureScope.OfContact one ? one.contact() : null;
    String number = scope instanceof ErasureScope.OfNumber one ? one.number().value() : null;
    String call = scope instanceof ErasureScope.OfCall one ? one.call().value() : null;
    Kind kind = contact != null ? Kind.CONTACT : number != null ? Kind.NUMBER : Kind.CALL;
    long id = RowIds.next(handle, "erasure");
    handle
        .createUpdate(
            """
            insert into erasures (id, business_id, contact_id, number, call_sid, kind, state,
              calls_found, calls_erased, counts, files, bytes, requested_at, requested_by,
              changed_at)
            values (:id, :business, :contact, :number, :call, :kind, 'WAITING', :found, 0, '{}', 0,
              0, :at, :actor, :at)
            """)
        .bind("id", id)
        .bind("business", business)
        .bind("contact", contact)
        .bind("number", number)
        .bind("call", call)
        .bind("kind", kind.name())
        .bind("found", found)
        .bind("at", at.toEpochMilli())
        .bind("actor", actor)
        .execute();
    return find(handle, business, id).orElseThrow();
  }

  static Optional<ErasureRequest> find(Handle handle, long business, long id) {
    return handle
        .createQuery("select * from erasures where id = :id and business_id = :business")
        .bind("id", id)
        .bind("business", business)
        .map(ErasureTable::erasure)
        .findOne();
  }

  static List<ErasureRequest> page(Handle handle, long business, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from erasures where business_id = :business and id < :before
            order by id desc limit :limit
            """)
        .bind("business", business)
        .bind("before", before)
        .bind("limit", limit)
        .map(ErasureTable::erasure)
        .list();
  }

  static boolean isAnyToDo(Handle handle, Instant staleBefore) {
    return handle
        .createQuery(
            """
            select 1 from erasures where finished_at is null
              and (state = 'WAITING' or changed_at < :stale) limit 1
            """)
        .bind("stale", staleBefore.toEpochMilli())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// Takes the oldest that nobody is at. One that was being rewritten stays so: its scope is gone.
  static Optional<ErasureRequest> claim(Handle handle, Instant staleBefore, Instant at) {
    return handle
        .createQuery(
            """
            update erasures set changed_at = :at,
              state = case when state = 'WAITING' then 'DELETING' else state end
            where id = (
                select id from erasures where finished_at is null
                  and (state = 'WAITING' or changed_at < :stale)
                order by changed_at, id limit 1)
              and finished_at is null and (state = 'WAITING' or changed_at < :stale)
            returning *
            """)
        .bind("at", at.toEpochMilli())
        .bind("stale", staleBefore.toEpochMilli())
        .map(ErasureTable::erasure)
        .findOne();
  }

  static void showSign(Handle handle, long id, Instant at) {
    handle
        .createUpdate(
            """
            update erasures set changed_at = :at
            where id = :id and finished_at is null and state <> 'WAITING'
            """)
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static void progress(
      Handle handle, long id, State state, Erased erased, @Nullable String problem, Instant at) {
    boolean isOver = state == State.DONE || state == State.FAILED;
    boolean areRowsGone = isOver || state == State.REWRITING;
    handle
        .createUpdate(
            """
            update erasures set state = :state, calls_erased = :calls, counts = :counts,
              files = :files, bytes = :bytes, problem = :problem, changed_at = :at%s%s
            where id = :id
            """
                .formatted(
                    areRowsGone ? ", number = null, call_sid = null" : "",
                    isOver ? ", finished_at = :at" : ""))
        .bind("id", id)
        .bind("state", state.name())
        .bind("calls", erased.calls())
        .bind("counts", JsonCounts.of(erased.rows()))
        .bind("files", erased.files())
        .bind("bytes", erased.bytes())
        .bind("problem", problem)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private static ErasureRequest erasure(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    String call = row.textOrNull("call_sid");
    return new ErasureRequest(
        row.longNumber("id"),
        row.longNumber("business_id"),
        Kind.valueOf(row.text("kind")),
        row.longNumberOrNull("contact_id"),
        row.phoneOrNull("number"),
        call == null ? null : new CallSid(call),
        State.valueOf(row.text("state")),
        row.number("calls_found"),
        new Erased(
            row.number("calls_erased"),
            JsonCounts.read(row.text("counts")),
            row.number("files"),
            row.longNumber("bytes")),
        row.textOrNull("problem"),
        row.instant("requested_at"),
        row.text("requested_by"),
        row.instant("changed_at"),
        row.instantOrNull("finished_at"));
  }
}
