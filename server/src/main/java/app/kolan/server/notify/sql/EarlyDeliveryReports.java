package app.kolan.server.notify.sql;

import app.kolan.server.notify.Alert;
import app.kolan.server.store.sql.ResultRow;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What a carrier told of messages whose identifiers are not stored yet: it calls back while its
/// own answer to the sending is still on the way.
final class EarlyDeliveryReports {
  private static final Duration KEPT = Duration.ofDays(1);

  private EarlyDeliveryReports() {}

  static void keep(Handle handle, String carrierId, Alert.Delivery news) {
    handle
        .createUpdate("delete from alert_early_news where told_at < :old")
        .bind("old", news.at().minus(KEPT).toEpochMilli())
        .execute();
    handle
        .createUpdate(
            """
            insert into alert_early_news (carrier_id, number, status, code, detail, told_at)
            select :carrier, coalesce(max(number), 0) + 1, :status, :code, :detail, :at
            from alert_early_news where carrier_id = :carrier
            """)
        .bind("carrier", carrierId)
        .bind("status", news.outcome())
        .bind("code", news.code())
        .bind("detail", news.detail())
        .bind("at", news.at().toEpochMilli())
        .execute();
  }

  /// Those of a message, which are no longer kept.
  static List<Alert.Delivery> take(Handle handle, String carrierId) {
    List<Alert.Delivery> news =
        handle
            .createQuery(
                "select * from alert_early_news where carrier_id = :carrier order by number")
            .bind("carrier", carrierId)
            .map(
                (columns, _) -> {
                  var row = new ResultRow(columns);
                  return new Alert.Delivery(
                      row.instant("told_at"),
                      row.text("status"),
                      row.numberOrNull("code"),
                      row.textOrNull("detail"));
                })
            .list();
    if (!news.isEmpty()) {
      handle
          .createUpdate("delete from alert_early_news where carrier_id = :carrier")
          .bind("carrier", carrierId)
          .execute();
    }
    return news;
  }
}
