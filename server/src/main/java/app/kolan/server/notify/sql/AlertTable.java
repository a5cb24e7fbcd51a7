package app.kolan.server.notify.sql;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertState;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of alerts, and that of their deliveries.
final class AlertTable {
  private static final String OPEN = "state in ('HELD', 'WAITING', 'SENDING')";

  private AlertTable() {}

  static int add(Handle handle, Alert.Draft alert, Instant at) {
    return handle
        .createUpdate(
            """
            insert into alerts (id, business_id, kind, cause, call_sid, channel, address, facts,
              state, attempts, claims, created_at, due_at, changed_at)
            values (:id, :business, :kind, :cause, :call, :channel, :address, :facts, :state, 0, 0,
              :at, :due, :at)
            on conflict (id) do nothing
            """)
        .bind("id", alert.id())
        .bind("business", alert.business())
        .bind("kind", alert.kind().name())
        .bind("cause", alert.cause())
        .bind("call", alert.call())
        .bind("channel", alert.channel().name())
        .bind("address", alert.address())
        .bind("facts", alert.facts())
        .bind("state", (alert.dueAt().isAfter(at) ? AlertState.HELD : AlertState.WAITING).name())
        .bind("at", at.toEpochMilli())
        .bind("due", alert.dueAt().toEpochMilli())
        .execute();
  }

  static List<Alert> findDue(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select * from (
              select alerts.*, row_number() over (
                partition by channel, address order by due_at, created_at, id) as place
              from alerts
              where %s and due_at <= :now) due
            where place = 1 order by due_at, id limit :limit
            """
                .formatted(OPEN))
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(AlertTable::alert)
        .list();
  }

  static Optional<Instant> nextDue(Handle handle) {
    return handle
        .createQuery("select min(due_at) from alerts where " + OPEN)
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  /// A claim counts up, so that of two who saw the same row one gets it.
  static Optional<Alert> claim(Handle handle, Alert alert, Instant until, Instant at) {
    return handle
        .createQuery(
            """
            update alerts set state = 'SENDING', claims = claims + 1, due_at = :until,
              changed_at = :at
            where id = :id and %s and due_at = :due and state = :state
            returning *
            """
                .formatted(OPEN))
        .bind("id", alert.id())
        .bind("due", alert.dueAt().toEpochMilli())
        .bind("state", alert.state().name())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .map(AlertTable::alert)
        .findOne();
  }

  /// Changes nothing when somebody else has taken it over meanwhile.
  static boolean attempted(
      Handle handle,
      Alert alert,
      AlertState state,
      Instant dueAt,
      @Nullable String problem,
      @Nullable String carrierId,
      Instant at) {
    return handle
            .createUpdate(
                """
                update alerts set state = :state, attempts = attempts + 1, due_at = :next,
                  problem = :problem, carrier_id = coalesce(:carrier, carrier_id),
                  carrier_status = case when :carrier is null then carrier_status else null end,
                  changed_at = :at
                where id = :id and state = 'SENDING' and due_at = :due
                """)
            .bind("id", alert.id())
            .bind("due", alert.dueAt().toEpochMilli())
            .bind("state", state.name())
            .bind("next", dueAt.toEpochMilli())
            .bind("problem", problem)
            .bind("carrier", carrierId)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  static void hold(Handle handle, Alert alert, Instant until, Instant at) {
    handle
        .createUpdate(
            """
            update alerts set state = 'HELD', due_at = :until, changed_at = :at
            where id = :id and state in ('HELD', 'WAITING') and due_at = :due
            """)
        .bind("id", alert.id())
        .bind("due", alert.dueAt().toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static void release(Handle handle, Instant at) {
    handle
        .createUpdate("update alerts set due_at = :at where state = 'SENDING' and due_at > :at")
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static boolean sendAgain(Handle handle, long business, String id, Instant at) {
    return handle
            .createUpdate(
                """
                update alerts set state = 'WAITING', due_at = :at, changed_at = :at, problem = null
                where business_id = :business and id = :id and state <> 'SENDING'
                """)
            .bind("business", business)
            .bind("id", id)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  static Optional<Alert> carrierTold(Handle handle, String carrierId, String status, Instant at) {
    return handle
        .createQuery(
            """
            update alerts set carrier_status = :status, changed_at = :at
            where carrier_id = :carrier
              and coalesce(carrier_status, '') not in
                ('delivered', 'undelivered', 'failed', 'read', :status)
              or carrier_id = :carrier and carrier_status = 'delivered' and :status = 'read'
            returning *
            """)
        .bind("carrier", carrierId)
        .bind("status", status)
        .bind("at", at.toEpochMilli())
        .map(AlertTable::alert)
        .findOne();
  }

  static void addDelivery(
      Handle handle, String id, String outcome, @Nullable String detail, Instant at) {
    handle
        .createUpdate(
            """
            insert into alert_deliveries (alert_id, number, happened_at, outcome, detail)
            select :id, coalesce(max(number), 0) + 1, :at, :outcome, :detail
            from alert_deliveries where alert_id = :id
            """)
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .bind("outcome", outcome)
        .bind("detail", detail)
        .execute();
  }

  static List<Alert.Delivery> deliveries(Handle handle, String id) {
    return handle
        .createQuery("select * from alert_deliveries where alert_id = :id order by number")
        .bind("id", id)
        .map(
            (columns, _) -> {
              var row = new ResultRow(columns);
              return new Alert.Delivery(
                  row.instant("happened_at"), row.text("outcome"), row.textOrNull("detail"));
            })
        .list();
  }

  static Optional<Alert> find(Handle handle, long business, String id) {
    return handle
        .createQuery("select * from alerts where business_id = :business and id = :id")
        .bind("business", business)
        .bind("id", id)
        .map(AlertTable::alert)
        .findOne();
  }

  static List<Alert> find(Handle handle, AlertQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from alerts where business_id = :business
              and (created_at < :at or (created_at = :at and id > :id))
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("at", query.after().at().toEpochMilli());
    values.put("id", query.after().id());
    values.put("limit", query.limit());
    if (query.state() != null) {
      sql.append(" and state = :state");
      values.put("state", query.state().name());
    }
    if (query.call() != null) {
      sql.append(" and call_sid = :call");
      values.put("call", query.call());
    }
    return handle
        .createQuery(sql.append(" order by created_at desc, id limit :limit").toString())
        .bindMap(values)
        .map(AlertTable::alert)
        .list();
  }

  private static Alert alert(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Alert(
        row.text("id"),
        row.longNumber("business_id"),
        AlertKind.valueOf(row.text("kind")),
        row.text("cause"),
        row.textOrNull("call_sid"),
        Channel.valueOf(row.text("channel")),
        row.text("address"),
        row.text("facts"),
        AlertState.valueOf(row.text("state")),
        row.number("attempts"),
        row.textOrNull("problem"),
        row.textOrNull("carrier_id"),
        row.textOrNull("carrier_status"),
        row.instant("created_at"),
        row.instant("due_at"),
        row.instant("changed_at"));
  }
}
