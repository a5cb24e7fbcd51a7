package app.kolan.server.store.sql;

import app.kolan.server.store.AfterCallStore.Work;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of calls of which something is left to do.
final class AfterCallTable {
  /// Of a call that is older nothing is done: it comes of an upgrade or of an import.
  private static final Duration NEWS = Duration.ofDays(1);

  private AfterCallTable() {}

  /// Makes a call due that is over, and has turns or fetched recordings that it did not have when
  /// that was done before.
  static void note(Handle handle, CallSid call, Instant at) {
    handle
        .createUpdate(
            """
            insert into after_calls (call_sid, business_id, state, turns, recordings, revision,
              attempts, due_at, changed_at)
            select sid, business_id, 'WAITING', turns,
              (select count(*) from recordings where call_sid = :call and state = 'STORED'),
              1, 0, :at, :at
            from calls
            where sid = :call and arrived_at > :old
              and (outcome <> 'OPEN' or ended_at is not null or exists (
                select 1 from recordings where call_sid = :call and state = 'STORED'))
            on conflict (call_sid) do update set revision = after_calls.revision + 1,
              attempts = 0,
              turns = excluded.turns, recordings = excluded.recordings,
              due_at = case when after_calls.state = 'WORKING'
                then after_calls.due_at else excluded.due_at end,
              state = case when after_calls.state = 'WORKING'
                then after_calls.state else excluded.state end,
              changed_at = excluded.changed_at
            where after_calls.turns <> excluded.turns
              or after_calls.recordings <> excluded.recordings
            """)
        .bind("call", call.value())
        .bind("at", at.toEpochMilli())
        .bind("old", at.minus(NEWS).toEpochMilli())
        .execute();
  }

  static List<Work> findDue(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select * from after_calls where state <> 'DONE' and due_at <= :now
            order by due_at, call_sid limit :limit
            """)
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(AfterCallTable::work)
        .list();
  }

  static Optional<Instant> nextDue(Handle handle) {
    return handle
        .createQuery("select min(due_at) from after_calls where state <> 'DONE'")
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  static Optional<Work> claim(Handle handle, Work work, Instant until, Instant at) {
    return handle
        .createQuery(
            """
            update after_calls set state = 'WORKING', attempts = attempts + 1, due_at = :until,
              changed_at = :at
            where call_sid = :call and state <> 'DONE' and due_at = :due
            returning *
            """)
        .bind("call", work.call().value())
        .bind("due", work.dueAt().toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .map(AfterCallTable::work)
        .findOne();
  }

  static boolean renew(Handle handle, Work work, Instant until) {
    return handle
            .createUpdate(
                """
                update after_calls set due_at = :until
                where call_sid = :call and state = 'WORKING' and due_at = :due
                """)
            .bind("call", work.call().value())
            .bind("due", work.dueAt().toEpochMilli())
            .bind("until", until.toEpochMilli())
            .execute()
        == 1;
  }

  /// @param state what it is, unless it was made due meanwhile
  static void settle(Handle handle, Work work, String state, Instant dueAt, Instant at) {
    handle
        .createUpdate(
            """
            update after_calls set
              state = case when revision = :revision then :state else 'WAITING' end,
              due_at = case when revision = :revision then :next else :at end,
              changed_at = :at
            where call_sid = :call and state = 'WORKING' and due_at = :due
            """)
        .bind("call", work.call().value())
        .bind("revision", work.revision())
        .bind("due", work.dueAt().toEpochMilli())
        .bind("state", state)
        .bind("next", dueAt.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static void release(Handle handle, Instant at) {
    handle
        .createUpdate(
            """
            update after_calls set state = 'WAITING', due_at = :at where state = 'WORKING'
            """)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static boolean isDone(Handle handle, CallSid call) {
    return handle
        .createQuery("select 1 from after_calls where call_sid = :call and state = 'DONE'")
        .bind("call", call.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Work work(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Work(
        new CallSid(row.text("call_sid")),
        row.longNumber("business_id"),
        row.longNumber("revision"),
        row.number("attempts"),
        row.instant("due_at"));
  }
}
