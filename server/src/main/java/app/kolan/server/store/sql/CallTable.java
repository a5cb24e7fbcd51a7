package app.kolan.server.store.sql;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of calls.
final class CallTable {
  private CallTable() {}

  /// Adds a call that has arrived; false when it is there already.
  static boolean add(
      Handle handle,
      CallSid sid,
      String accountSid,
      long businessId,
      long settingsVersion,
      PhoneNumber caller,
      PhoneNumber called,
      String freshTicket,
      Instant at) {
    return handle
            .createUpdate(
                """
                insert into calls (sid, account_sid, business_id, settings_version, caller, called,
                  status, stage, outcome, ticket, ticket_spent, arrived_at, turns)
                values (:sid, :account, :business, :version, :caller, :called, :status, :stage,
                  'OPEN', :ticket, false, :at, 0)
                on conflict (sid) do nothing
                """)
            .bind("sid", sid.value())
            .bind("account", accountSid)
            .bind("business", businessId)
            .bind("version", settingsVersion)
            .bind("caller", caller.value())
            .bind("called", called.value())
            .bind("status", CallStatus.RINGING.name())
            .bind("stage", CallStatus.RINGING.stage())
            .bind("ticket", freshTicket)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  static List<LoggedCall> find(Handle handle, CallQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from calls where business_id = :business
              and (arrived_at < :at or (arrived_at = :at and sid > :sid))
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("at", query.after().at().toEpochMilli());
    values.put("sid", query.after().id());
    values.put("limit", query.limit());
    if (query.since() != null) {
      sql.append(" and arrived_at >= :since");
      values.put("since", query.since().toEpochMilli());
    }
    if (query.until() != null) {
      sql.append(" and arrived_at < :until");
      values.put("until", query.until().toEpochMilli());
    }
    if (query.outcome() != null) {
      sql.append(" and outcome = :outcome");
      values.put("outcome", query.outcome().name());
    }
    if (query.caller() != null) {
      sql.append(" and caller = :caller");
      values.put("caller", query.caller().value());
    }
    if (query.unplayed()) {
      sql.append(" and unplayed");
    }
    return handle
        .createQuery(sql.append(" order by arrived_at desc, sid limit :limit").toString())
        .bindMap(values)
        .map(CallTable::call)
        .list();
  }

  static void setUnplayed(Handle handle, CallSid sid, boolean unplayed) {
    handle.execute(
        "update calls set unplayed = ? where sid = ? and unplayed <> ?",
        unplayed,
        sid.value(),
        unplayed);
  }

  static Optional<LoggedCall> find(Handle handle, CallSid sid) {
    return handle
        .createQuery("select * from calls where sid = :sid")
        .bind("sid", sid.value())
        .map(CallTable::call)
        .findOne();
  }

  static Map<CallSid, LoggedCall> find(Handle handle, Collection<CallSid> calls) {
    var found = new HashMap<CallSid, LoggedCall>();
    if (!calls.isEmpty()) {
      handle
          .createQuery("select * from calls where sid in (<calls>)")
          .bindList("calls", calls.stream().map(CallSid::value).toList())
          .map(CallTable::call)
          .forEach(call -> found.put(call.sid(), call));
    }
    return found;
  }

  static List<LoggedCall> latest(Handle handle, int limit) {
    return handle
        .createQuery("select * from calls order by arrived_at desc, sid limit :limit")
        .bind("limit", limit)
        .map(CallTable::call)
        .list();
  }

  /// The newest calls that came from this number.
  static List<LoggedCall> latestFrom(
      Handle handle, long businessId, PhoneNumber caller, int limit) {
    return handle
        .createQuery(
            """
            select * from calls where caller = :caller and business_id = :business
            order by arrived_at desc, sid limit :limit
            """)
        .bind("caller", caller.value())
        .bind("business", businessId)
        .bind("limit", limit)
        .map(CallTable::call)
        .list();
  }

  static List<LoggedCall> findOpen(Handle handle) {
    return handle
        .createQuery("select * from calls where outcome = 'OPEN' order by arrived_at, sid")
        .map(CallTable::call)
        .list();
  }

  static Optional<LoggedCall> spendTicket(
      Handle handle,
      boolean mayBeDone,
      CallSid sid,
      String ticket,
      StreamSid stream,
      @Nullable String node,
      Instant at) {
    return handle
        .createQuery(
            """
            update calls set ticket_spent = true, stream_sid = :stream, stream_at = :at, node = :node
            where sid = :sid and ticket = :ticket and outcome = 'OPEN'
              and coalesce(ticket_at, arrived_at) > :oldest
              and (ticket_spent = false or (:mayBeDone and stream_sid = :stream))
            returning *
            """)
        .bind("sid", sid.value())
        .bind("ticket", ticket)
        .bind("mayBeDone", mayBeDone)
        .bind("stream", stream.value())
        .bind("node", node)
        .bind("oldest", at.minus(CallStore.TICKET_LASTS).toEpochMilli())
        .bind("at", at.toEpochMilli())
        .map(CallTable::call)
        .findOne();
  }

  /// @param stream whose talk it is; null for whoever knows of the call's end
  static boolean settle(
      Handle handle,
      boolean mayBeDone,
      CallSid sid,
      @Nullable StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at) {
    return handle
            .createUpdate(
                """
                update calls set outcome = :outcome, hand_over_to = :to, settled_at = :at,
                  ended_at = case when :over then coalesce(ended_at, :at) else ended_at end
                where sid = :sid and coalesce(stream_sid, '') = coalesce(:stream, stream_sid, '')
                  and (outcome = 'OPEN'
                    or (:mayBeDone and outcome = :outcome and settled_at = :at))
                """)
            .bind("mayBeDone", mayBeDone)
            .bind("sid", sid.value())
            .bind("stream", stream == null ? null : stream.value())
            .bind("outcome", outcome.name())
            .bind("to", ResultRow.text(handOverTo))
            .bind("over", outcome.endsTheCall())
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Corrects a call that counts as hung up to one that came to its end.
  ///
  /// @param stream whose talk it is; null for whoever knows of the call's end
  static boolean correctToFinished(
      Handle handle, CallSid sid, @Nullable StreamSid stream, Instant at) {
    return handle
            .createUpdate(
                """
                update calls set outcome = 'FINISHED', settled_at = :at
                where sid = :sid and coalesce(stream_sid, '') = coalesce(:stream, stream_sid, '')
                  and outcome = 'HUNG_UP'
                """)
            .bind("sid", sid.value())
            .bind("stream", stream == null ? null : stream.value())
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Applies one more status to a call: it never goes back, and keeps whatever was known before.
  static void apply(Handle handle, CallSid sid, Progress progress) {
    handle
        .createUpdate(
            """
            update calls set
              status = case when stage < :stage then :status else status end,
              stage = case when stage < :stage then :stage else stage end,
              ended_at = case when :over then coalesce(ended_at, :at) else ended_at end,
              length_ms = coalesce(length_ms, :length),
              error_code = coalesce(error_code, :error)
            where sid = :sid
            """)
        .bind("sid", sid.value())
        .bind("status", progress.status() == null ? "" : progress.status().name())
        .bind("stage", progress.status() == null ? -1 : progress.status().stage())
        .bind("over", progress.status() != null && progress.status().isEnd())
        .bind("at", progress.at().toEpochMilli())
        .bind("length", progress.lengthMillis())
        .bind("error", progress.errorCode())
        .execute();
  }

  /// What one status event says about a call.
  record Progress(
      @Nullable CallStatus status,
      @Nullable Long lengthMillis,
      @Nullable Integer errorCode,
      Instant at) {}

  private static LoggedCall call(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String stream = row.textOrNull("stream_sid");
    Instant arrivedAt = row.instant("arrived_at");
    Instant ticketAt = row.instantOrNull("ticket_at");
    return new LoggedCall(
        new CallSid(row.text("sid")),
        row.text("account_sid"),
        row.longNumber("business_id"),
        row.longNumber("settings_version"),
        row.phone("caller"),
        row.phone("called"),
        CallStatus.valueOf(row.text("status")),
        CallOutcome.valueOf(row.text("outcome")),
        row.text("ticket"),
        row.flag("ticket_spent"),
        ticketAt == null ? arrivedAt : ticketAt,
        stream == null ? null : new StreamSid(stream),
        row.instantOrNull("stream_at"),
        row.textOrNull("node"),
        row.number("resumes"),
        row.phoneOrNull("hand_over_to"),
        arrivedAt,
        row.instantOrNull("ended_at"),
        row.durationOrNull("length_ms"),
        row.numberOrNull("error_code"),
        row.instantOrNull("reopened_at"),
        row.flag("unplayed"));
  }
}
