package app.kolan.server.notify.sql;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertReplay;
import app.kolan.server.notify.AlertState;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of alerts.
final class AlertTable {
  private static final String OPEN = "state in ('HELD', 'WAITING', 'SENDING')";

  private AlertTable() {}

  static int add(Handle handle, Alert.Draft alert, Instant at) {
    return handle
        .createUpdate(
            """
            insert into alerts (id, business_id, kind, cause, call_sid, channel, address, facts,
              state, attempts, claims, created_at, due_at, changed_at, retry_since)
            values (:id, :business, :kind, :cause, :call, :channel, :address, :facts, :state, 0, 0,
              :at, :due, :at, :due)
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

  /// @param mayBeDone whether this was tried before, and perhaps done
  static Optional<Alert> renew(Handle handle, Alert alert, Instant until, boolean mayBeDone) {
    return handle
        .createQuery(
            """
            update alerts set due_at = :until
            where id = :id and state = 'SENDING' and due_at in (<due>)
            returning *
            """)
        .bind("id", alert.id())
        .bindList("due", renewable(alert, until, mayBeDone))
        .bind("until", until.toEpochMilli())
        .map(AlertTable::alert)
        .findOne();
  }

  private static List<Long> renewable(Alert alert, Instant until, boolean mayBeDone) {
    long due = alert.dueAt().toEpochMilli();
    return mayBeDone ? List.of(due, until.toEpochMilli()) : List.of(due);
  }

  /// Changes nothing when somebody else has taken it over meanwhile.
  static boolean attempted(Handle handle, Alert alert, Alert.Attempt attempt, Instant at) {
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
            .bind("state", attempt.state().name())
            .bind("next", attempt.dueAt().toEpochMilli())
            .bind("problem", attempt.problem())
            .bind("carrier", attempt.carrierId())
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  static void hold(Handle handle, Alert alert, Instant until, Instant at) {
    handle
        .createUpdate(
            """
            update alerts set state = 'HELD', due_at = :until, changed_at = :at,
              retry_since = :until
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
                update alerts set state = 'WAITING', due_at = :at, changed_at = :at, problem = null,
                  retry_since = :at
                where business_id = :business and id = :id and state <> 'SENDING'
                """)
            .bind("business", business)
            .bind("id", id)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  static OptionalInt sendAgain(Handle handle, AlertReplay replay, int most, Instant at) {
    var values = new HashMap<String, Object>();
    String where = again(replay, values);
    if (countAgain(handle, where, values) > most) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        handle
            .createUpdate(
                """
                update alerts set state = 'WAITING', due_at = :now, changed_at = :now,
                  problem = null, retry_since = :now
                """
                    + where)
            .bindMap(values)
            .bind("now", at.toEpochMilli())
            .execute());
  }

  static int countAgain(Handle handle, AlertReplay replay) {
    var values = new HashMap<String, Object>();
    return countAgain(handle, again(replay, values), values);
  }

  private static int countAgain(Handle handle, String where, Map<String, Object> values) {
    return handle
        .createQuery("select count(*) from alerts " + where)
        .bindMap(values)
        .mapTo(Integer.class)
        .one();
  }

  private static String again(AlertReplay replay, Map<String, Object> values) {
    var where =
        new StringBuilder(
            """
            where business_id = :business and channel = :channel
              and state in ('WAITING', 'SENT', 'FAILED')""");
    values.put("business", replay.business());
    values.put("channel", replay.channel().name());
    condition(where, values, " and call_sid = :call", "call", replay.call());
    condition(where, values, " and address = :address", "address", replay.address());
    span(where, values, replay.since(), replay.until());
    return where.toString();
  }

  private static void condition(
      StringBuilder sql,
      Map<String, Object> values,
      String words,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(words);
      values.put(name, value);
    }
  }

  private static void span(
      StringBuilder sql,
      Map<String, Object> values,
      @Nullable Instant since,
      @Nullable Instant until) {
    condition(sql, values, " and created_at >= :since", "since", millis(since));
    condition(sql, values, " and created_at < :until", "until", millis(until));
  }

  /// Rounded up, so that a time with a part of a millisecond keeps its meaning.
  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.plusNanos(999_999).toEpochMilli();
  }

  /// Whether a carrier gave an alert this identifier.
  static boolean isCarried(Handle handle, String carrierId) {
    return handle
        .createQuery("select exists (select 1 from alerts where carrier_id = :carrier)")
        .bind("carrier", carrierId)
        .mapTo(Boolean.class)
        .one();
  }

  /// What comes late changes nothing: a message that was delivered is not sent again.
  static Optional<Alert> carrierTold(
      Handle handle, String carrierId, String status, @Nullable String detail, Instant at) {
    return handle
        .createQuery(
            """
            update alerts set carrier_status = :status, changed_at = :at,
              problem = coalesce(:detail, problem)
            where carrier_id = :carrier
              and coalesce(carrier_status, '') not in
                ('delivered', 'undelivered', 'failed', 'read', :status)
              and (coalesce(carrier_status, '') <> 'sent'
                or :status not in ('accepted', 'scheduled', 'queued', 'sending'))
              or carrier_id = :carrier and carrier_status = 'delivered' and :status = 'read'
            returning *
            """)
        .bind("carrier", carrierId)
        .bind("status", status)
        .bind("detail", detail)
        .bind("at", at.toEpochMilli())
        .map(AlertTable::alert)
        .findOne();
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
    condition(sql, values, " and state = :state", "state", name(query.state()));
    condition(sql, values, " and kind = :kind", "kind", name(query.kind()));
    condition(sql, values, " and channel = :channel", "channel", name(query.channel()));
    condition(sql, values, " and call_sid = :call", "call", query.call());
    span(sql, values, query.since(), query.until());
    return handle
        .createQuery(sql.append(" order by created_at desc, id limit :limit").toString())
        .bindMap(values)
        .map(AlertTable::alert)
        .list();
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static Alert alert(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    Instant created = row.instant("created_at");
    Instant retried = row.instantOrNull("retry_since");
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
        created,
        row.instant("due_at"),
        row.instant("changed_at"),
        retried == null ? created : retried);
  }
}
