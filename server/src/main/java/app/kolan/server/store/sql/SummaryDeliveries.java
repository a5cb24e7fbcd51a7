package app.kolan.server.store.sql;

import app.kolan.server.store.Summary;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table of attempts to send summaries, by a number that counts within each.
final class SummaryDeliveries {
  private SummaryDeliveries() {}

  static void add(Handle handle, Summary summary, Summary.Delivery delivery) {
    handle
        .createUpdate(
            """
            insert into summary_deliveries (call_sid, fingerprint, number, happened_at, outcome,
              code, detail)
            select :call, :fingerprint, coalesce(max(number), 0) + 1, :at, :outcome, :code, :detail
            from summary_deliveries where call_sid = :call and fingerprint = :fingerprint
            """)
        .bind("call", summary.call().value())
        .bind("fingerprint", summary.fingerprint())
        .bind("at", delivery.at().toEpochMilli())
        .bind("outcome", delivery.outcome())
        .bind("code", delivery.code())
        .bind("detail", delivery.problem())
        .execute();
  }

  static Map<String, List<Summary.Delivery>> of(Handle handle, CallSid call) {
    var found = new LinkedHashMap<String, List<Summary.Delivery>>();
    handle
        .createQuery(
            "select * from summary_deliveries where call_sid = :call order by fingerprint, number")
        .bind("call", call.value())
        .map((columns, _) -> Map.entry(columns.getString("fingerprint"), delivery(columns)))
        .forEach(
            each ->
                found.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue()));
    return found;
  }

  private static Summary.Delivery delivery(ResultSet columns) throws SQLException {
    var row = new ResultRow(columns);
    return new Summary.Delivery(
        row.instant("happened_at"),
        row.text("outcome"),
        row.numberOrNull("code"),
        row.textOrNull("detail"));
  }
}
