package app.kolan.server.store.sql;

import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

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

  static void addAttempt(
      Handle handle,
      boolean mayBeDone,
      Summary summary,
      SummaryState state,
      @Nullable String problem,
      Instant at) {
    handle
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
        .bind("problem", problem)
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
        row.instant("changed_at"));
  }
}
