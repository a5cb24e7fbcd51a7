package app.kolan.server.store.sql;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of summaries that are to be sent.
final class SummaryTable {
  private SummaryTable() {}

  static void add(
      Handle handle, CallSid call, String fingerprint, long businessId, String body, Instant at) {
    handle
        .createUpdate(
            """
            insert into summaries (call_sid, fingerprint, business_id, body, state, attempts,
              created_at, changed_at)
            values (:call, :fingerprint, :business, :body, 'WAITING', 0, :at, :at)
            on conflict (call_sid, fingerprint) do nothing
            """)
        .bind("call", call.value())
        .bind("fingerprint", fingerprint)
        .bind("business", businessId)
        .bind("body", body)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /// @return whether it was waiting
  static boolean addAttempt(
      Handle handle,
      boolean mayBeDone,
      Summary summary,
      SummaryState state,
      Summary.Delivery delivery) {
    return handle
            .createUpdate(
                """
            update summaries set state = :state, attempts = attempts + 1, problem = :problem,
              changed_at = :at
            where call_sid = :call and fingerprint = :fingerprint and state = 'WAITING'
              and not (:mayBeDone and state = :state and changed_at = :at)
            """)
            .bind("mayBeDone", mayBeDone)
            .bind("call", summary.call().value())
            .bind("fingerprint", summary.fingerprint())
            .bind("state", state.name())
            .bind("problem", delivery.problem())
            .bind("at", delivery.at().toEpochMilli())
            .execute()
        == 1;
  }

  /// Those that somebody wants to be sent again, the oldest first.
  static List<Summary> find(Handle handle, Summary.Replay replay, int limit) {
    var values = new HashMap<String, Object>();
    String where = where(replay, values);
    values.put("limit", limit);
    return handle
        .createQuery(
            "select * from summaries where "
                + where
                + " order by created_at, call_sid, fingerprint limit :limit")
        .bindMap(values)
        .map(SummaryTable::summary)
        .list();
  }

  static int count(Handle handle, Summary.Replay replay) {
    var values = new HashMap<String, Object>();
    return handle
        .createQuery("select count(*) from summaries where " + where(replay, values))
        .bindMap(values)
        .mapTo(Integer.class)
        .one();
  }

  private static String where(Summary.Replay replay, Map<String, Object> values) {
    var where = new StringBuilder("business_id = :business");
    values.put("business", replay.business());
    if (replay.call() != null) {
      where.append(" and call_sid = :call");
      values.put("call", replay.call().value());
    }
    if (replay.since() != null) {
      where.append(" and created_at >= :since");
      values.put("since", replay.since().toEpochMilli());
    }
    if (replay.until() != null) {
      where.append(" and created_at < :until");
      values.put("until", replay.until().toEpochMilli());
    }
    return where.toString();
  }

  static void sendAgain(Handle handle, Summary summary, Instant at) {
    handle
        .createUpdate(
            """
            update summaries set state = 'WAITING', attempts = 0, problem = null,
              changed_at = :at, retry_since = :at
            where call_sid = :call and fingerprint = :fingerprint
            """)
        .bind("call", summary.call().value())
        .bind("fingerprint", summary.fingerprint())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static List<Summary> findToSend(Handle handle) {
    return handle
        .createQuery(
            "select * from summaries where state = 'WAITING' order by created_at, fingerprint")
        .map(SummaryTable::summary)
        .list();
  }

  static List<Summary> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from summaries where call_sid = :call order by created_at")
        .bind("call", call.value())
        .map(SummaryTable::summary)
        .list();
  }

  private static Summary summary(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Summary(
        new CallSid(row.text("call_sid")),
        row.text("fingerprint"),
        row.longNumber("business_id"),
        row.text("body"),
        SummaryState.valueOf(row.text("state")),
        row.number("attempts"),
        row.textOrNull("problem"),
        row.instant("created_at"),
        row.instant("changed_at"),
        row.instantOrNull("retry_since"));
  }
}
