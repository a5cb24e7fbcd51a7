package app.kolan.server.notify.sql;

import app.kolan.server.notify.Alert;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table of deliveries: the log of each alert, by a number that counts within it.
final class AlertDeliveries {
  private AlertDeliveries() {}

  static void add(Handle handle, String alert, Alert.Delivery delivery) {
    handle
        .createUpdate(
            """
            insert into alert_deliveries (alert_id, number, happened_at, outcome, code, detail)
            select :id, coalesce(max(number), 0) + 1, :at, :outcome, :code, :detail
            from alert_deliveries where alert_id = :id
            """)
        .bind("id", alert)
        .bind("at", delivery.at().toEpochMilli())
        .bind("outcome", delivery.outcome())
        .bind("code", delivery.code())
        .bind("detail", delivery.detail())
        .execute();
  }

  static List<Alert.Delivery> of(Handle handle, String alert) {
    return handle
        .createQuery("select * from alert_deliveries where alert_id = :id order by number")
        .bind("id", alert)
        .map((columns, _) -> delivery(columns))
        .list();
  }

  static Map<String, List<Alert.Delivery>> latest(Handle handle, List<String> alerts, int latest) {
    var found = new HashMap<String, List<Alert.Delivery>>();
    handle
        .createQuery(
            """
            select * from (
              select alert_deliveries.*, row_number() over (
                partition by alert_id order by number desc) as place
              from alert_deliveries where alert_id in (<ids>)) latest
            where place <= :latest order by alert_id, number
            """)
        .bindList("ids", alerts)
        .bind("latest", latest)
        .map((columns, _) -> Map.entry(columns.getString("alert_id"), delivery(columns)))
        .forEach(
            each ->
                found.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue()));
    return found;
  }

  private static Alert.Delivery delivery(ResultSet columns) throws SQLException {
    var row = new ResultRow(columns);
    return new Alert.Delivery(
        row.instant("happened_at"),
        row.text("outcome"),
        row.numberOrNull("code"),
        row.textOrNull("detail"));
  }
}
