package app.kolan.server.store.sql;

import app.kolan.server.store.BusinessCount;
import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.FigureStore;
import app.kolan.server.store.LeadCount;
import app.kolan.server.store.TurnTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Counts over the tables of calls, leads and stages.
final class SqlFigureStore implements FigureStore {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final SqlDatabase database;

  SqlFigureStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public List<CallCount> calls(FigureSpan span) {
    return database.read(
        handle ->
            query(
                    handle,
                    span,
                    """
                    select local_hour, outcome, count(*) as calls from (
                      select %1$s as local_hour, outcome from calls
                      where business_id = :business and arrived_at >= :from and arrived_at < :until
                      union all
                      select %1$s, outcome from anonymous_calls
                      where business_id = :business and arrived_at >= :from and arrived_at < :until
                    ) counted
                    group by local_hour, outcome
                    """
                        .formatted(localHour("arrived_at", span)))
                .map(
                    (row, _) ->
                        new CallCount(
                            hour(row.getLong("local_hour")),
                            CallOutcome.valueOf(row.getString("outcome")),
                            row.getLong("calls")))
                .list());
  }

  @Override
  public List<LeadCount> leads(FigureSpan span) {
    return database.read(
        handle ->
            query(
                    handle,
                    span,
                    """
                    select local_hour, outcome, count(*) as leads, sum(unwanted) as unwanted from (
                      select %1$s as local_hour, outcome, lead_kind - 1 as unwanted from calls
                      where business_id = :business and arrived_at >= :from and arrived_at < :until
                        and lead_kind > 0
                      union all
                      select %2$s, 'OPEN', case when work_state = 'NOT_A_LEAD' then 1 else 0 end
                      from leads
                      where business_id = :business and created_at >= :from and created_at < :until
                        and not call_known
                      union all
                      select %1$s, outcome, 0 from anonymous_calls
                      where business_id = :business and arrived_at >= :from and arrived_at < :until
                        and had_lead
                    ) counted
                    group by local_hour, outcome
                    """
                        .formatted(localHour("arrived_at", span), localHour("created_at", span)))
                .map(
                    (row, _) ->
                        new LeadCount(
                            hour(row.getLong("local_hour")),
                            CallOutcome.valueOf(row.getString("outcome")),
                            row.getLong("leads"),
                            row.getLong("unwanted")))
                .list());
  }

  @Override
  public List<TurnTimes> waits(FigureSpan span, int calls) {
    return database.read(
        handle ->
            query(
                    handle,
                    span,
                    """
                    select turn_stages.* from (
                      select sid from calls
                      where business_id = :business and arrived_at >= :from and arrived_at < :until
                      order by arrived_at desc, sid limit :calls
                    ) newest
                    join turn_stages on turn_stages.call_sid = newest.sid
                    """)
                .bind("calls", calls)
                .map(TurnTimesTable::times)
                .list());
  }

  @Override
  public List<BusinessCount> byBusiness(Instant from, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select calls.business_id as business, count(*) as calls,
                      sum(case when outcome = 'OPEN' and ended_at is null then 1 else 0 end) as open,
                      sum(case when outcome in ('HUNG_UP', 'BROKEN') and leads.call_sid is null
                        then 1 else 0 end) as missed
                    from calls left join leads on leads.call_sid = calls.sid
                    where arrived_at >= :from and arrived_at < :until
                    group by calls.business_id
                    """)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map(
                    (row, _) ->
                        new BusinessCount(
                            row.getLong("business"),
                            row.getLong("calls"),
                            row.getLong("open"),
                            row.getLong("missed")))
                .list());
  }

  private static Query query(Handle handle, FigureSpan span, String sql) {
    return handle
        .createQuery(sql)
        .bind("business", span.business())
        .bind("from", span.from().toEpochMilli())
        .bind("until", span.until().toEpochMilli());
  }

  /// The hours since 1970 on the clocks of a zone, as an expression over a column of milliseconds.
  /// Neither database has to know the zone: its offsets within the span are written into the
  /// expression.
  private static String localHour(String column, FigureSpan span) {
    var rules = span.zone().getRules();
    var sql = new StringBuilder();
    var at = span.from();
    for (var next = rules.nextTransition(at);
        next != null && next.getInstant().isBefore(span.until());
        next = rules.nextTransition(at)) {
      sql.append(
          " when %s < %d then %d"
              .formatted(column, next.getInstant().toEpochMilli(), millis(next.getOffsetBefore())));
      at = next.getInstant();
    }
    long last = millis(rules.getOffset(at));
    String offset = sql.isEmpty() ? "" + last : "case%s else %d end".formatted(sql, last);
    return "((%s + (%s)) / %d)".formatted(column, offset, HOUR);
  }

  private static long millis(ZoneOffset offset) {
    return offset.getTotalSeconds() * 1000L;
  }

  private static LocalDateTime hour(long sinceEpoch) {
    return LocalDateTime.ofEpochSecond(sinceEpoch * 3600, 0, ZoneOffset.UTC);
  }
}
