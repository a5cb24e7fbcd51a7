package app.kolan.server.store.sql;

import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of tool calls, `tool_uses`. A tool call is begun once and ended once.
final class ToolCallTable {
  private ToolCallTable() {}

  /// Adds a tool call; what is in the table already when it was begun before.
  static Optional<ToolCallEntry> begin(Handle handle, boolean mayBeDone, ToolCallEntry entry) {
    boolean isNew =
        handle
                .createUpdate(
                    """
                    insert into tool_uses (call_sid, fingerprint, use_id, tool, arguments, outcome,
                      begun_at)
                    values (:call, :fingerprint, :id, :tool, :arguments, 'BEGUN', :at)
                    on conflict (call_sid, fingerprint) do nothing
                    """)
                .bind("call", entry.call().value())
                .bind("fingerprint", entry.fingerprint())
                .bind("id", entry.useId())
                .bind("tool", entry.tool())
                .bind("arguments", entry.arguments())
                .bind("at", entry.begunAt().toEpochMilli())
                .execute()
            == 1;
    return isNew
        ? Optional.empty()
        : handle
            .createQuery(
                "select * from tool_uses where call_sid = :call and fingerprint = :fingerprint")
            .bind("call", entry.call().value())
            .bind("fingerprint", entry.fingerprint())
            .map(ToolCallTable::entry)
            .findOne()
            .filter(stored -> !(mayBeDone && isSameBegin(stored, entry)));
  }

  /// Whether this is the row of a begin whose answer was lost; another node does not begin it in
  /// the same millisecond.
  private static boolean isSameBegin(ToolCallEntry stored, ToolCallEntry entry) {
    return stored.outcome() == ToolOutcome.BEGUN
        && stored.useId().equals(entry.useId())
        && stored.begunAt().toEpochMilli() == entry.begunAt().toEpochMilli();
  }

  static void end(Handle handle, ToolCallEntry entry) {
    handle
        .createUpdate(
            """
            update tool_uses set outcome = :outcome, result = :result, instruction = :instruction,
              hand_over_to = :to, took_ms = :took
            where call_sid = :call and fingerprint = :fingerprint and outcome = 'BEGUN'
            """)
        .bind("call", entry.call().value())
        .bind("fingerprint", entry.fingerprint())
        .bind("outcome", entry.outcome().name())
        .bind("result", entry.result())
        .bind("instruction", entry.instruction())
        .bind("to", ResultRow.text(entry.handOverTo()))
        .bind("took", ResultRow.millis(entry.took()))
        .execute();
  }

  static List<ToolCallEntry> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery(
            "select * from tool_uses where call_sid = :call order by begun_at, fingerprint")
        .bind("call", call.value())
        .map(ToolCallTable::entry)
        .list();
  }

  private static ToolCallEntry entry(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new ToolCallEntry(
        new CallSid(row.text("call_sid")),
        row.text("fingerprint"),
        row.text("use_id"),
        row.text("tool"),
        row.text("arguments"),
        ToolOutcome.valueOf(row.text("outcome")),
        row.textOrNull("result"),
        row.textOrNull("instruction"),
        row.phoneOrNull("hand_over_to"),
        row.instant("begun_at"),
        row.durationOrNull("took_ms"));
  }
}
