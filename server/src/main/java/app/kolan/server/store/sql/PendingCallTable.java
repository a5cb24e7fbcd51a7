package app.kolan.server.store.sql;

import app.kolan.server.store.FollowUpStore.Pending;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table of calls that are to be followed up.
final class PendingCallTable {
  /// A call that has no end by then has lost it.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private PendingCallTable() {}

  /// Notes that something was written of a call. It is followed up when the call is over.
  static void touch(Handle handle, CallSid call) {
    touch(handle, call, false);
  }

  /// @param ready whether it is followed up at once
  static void touch(Handle handle, CallSid call, boolean ready) {
    handle
        .createUpdate(
            """
            insert into pending_calls (call_sid, revision, ready)
            values (:call, 1,
              :ready or exists (select 1 from calls where sid = :call and outcome <> 'OPEN'))
            on conflict (call_sid) do update set revision = pending_calls.revision + 1,
              ready = pending_calls.ready or excluded.ready
            """)
        .bind("call", call.value())
        .bind("ready", ready)
        .execute();
  }

  static List<Pending> ready(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select call_sid, revision from pending_calls where ready
            union all
            select call_sid, revision from pending_calls
            where not ready and exists (
              select 1 from calls where sid = call_sid and arrived_at < :old)
            limit :limit
            """)
        .bind("old", now.minus(LONGEST_WAIT).toEpochMilli())
        .bind("limit", limit)
        .map((row, _) -> new Pending(new CallSid(row.getString(1)), row.getLong(2)))
        .list();
  }

  static void delete(Handle handle, Pending call) {
    handle
        .createUpdate("delete from pending_calls where call_sid = :call and revision = :revision")
        .bind("call", call.call().value())
        .bind("revision", call.revision())
        .execute();
  }
}
