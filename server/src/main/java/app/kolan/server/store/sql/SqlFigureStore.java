package app.kolan.server.store.sql;

import app.kolan.server.store.BusinessCount;
import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.FigureStore;
import app.kolan.server.store.TurnTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Counts over the tables of calls, leads and stages.
final class SqlFigureStore implements FigureStore {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final SqlDatabase database;

  SqlFigureStore(SqlDatabase database) {
    this.database = database;
  }

  /*
   * One walk over the index of calls: on SQLite the groups cost more than the walk, so they are by
   * whole numbers of one unit of time, and clocks are thought of afterwards.
   */
  @Override
  public List<CallCount> calls(FigureSpan span) {
    long unit = unit(span);
    var counts = new TreeMap<Hour, CallCount>();
    database.read(
        handle -> {
          query(
                  handle,
                  span,
                  """
                  select arrived_at / %1$d as unit, outcome, lead_kind, count(*) as calls,
                    0 as unknown
                  from calls
                  where business_id = :business and arrived_at >= :from and arrived_at < :until
                  group by arrived_at / %1$d, outcome, lead_kind
                  union all
                  select created_at / %1$d, 'OPEN',
                    case when work_state = 'NOT_A_LEAD' then 2 else 1 end, count(*), 1
                  from leads
                  where business_id = :business and created_at >= :from and created_at < :until
                    and not call_known
                  group by created_at / %1$d, case when work_state = 'NOT_A_LEAD' then 2 else 1 end
                  union all
                  select arrived_at / %1$d, outcome, case when had_lead then 1 else 0 end, count(*),
                    0
                  from anonymous_calls
                  where business_id = :business and arrived_at >= :from and arrived_at < :until
                  group by arrived_at / %1$d, outcome, had_lead
                  """
                      .formatted(unit))
              .map(
                  (row, _) ->
                      count(
                          hour(row.getLong("unit") * unit, span),
                          CallOutcome.valueOf(row.getString("outcome")),
                          row.getInt("lead_kind"),
                          row.getLong("calls"),
                          row.getInt("unknown") > 0))
              .forEach(each -> counts.merge(Hour.of(each), each, SqlFigureStore::sum));
          return counts;
        });
    return List.copyOf(counts.values());
  }

  private record Hour(LocalDateTime at, CallOutcome outcome) implements Comparable<Hour> {
    static Hour of(CallCount count) {
      return new Hour(count.hour(), count.outcome());
    }

    @Override
    public int compareTo(Hour other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? outcome.compareTo(other.outcome) : byTime;
    }
  }

  /// @param leadKind as in [CallLeadMark]
  /// @param unknown whether these are leads of calls that are not known
  private static CallCount count(
      LocalDateTime hour, CallOutcome outcome, int leadKind, long calls, boolean unknown) {
    return new CallCount(
        hour, outcome, unknown ? 0 : calls, leadKind > 0 ? calls : 0, leadKind > 1 ? calls : 0);
  }

  private static CallCount sum(CallCount one, CallCount other) {
    return new CallCount(
        one.hour(),
        one.outcome(),
        one.calls() + other.calls(),
        one.leads() + other.leads(),
        one.unwanted() + other.unwanted());
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

  /// What calls are grouped by, in milliseconds: an hour, or a quarter where an hour of the zone
  /// does not begin with one of UTC.
  private static long unit(FigureSpan span) {
    var rules = span.zone().getRules();
    var at = span.from();
    boolean whole = isWhole(rules.getOffset(at));
    for (var next = rules.nextTransition(at);
        next != null && next.getInstant().isBefore(span.until());
        next = rules.nextTransition(at)) {
      at = next.getInstant();
      whole &= isWhole(next.getOffsetAfter());
    }
    return whole ? HOUR : HOUR / 4;
  }

  private static boolean isWhole(ZoneOffset offset) {
    return offset.getTotalSeconds() % 3600 == 0;
  }

  private static LocalDateTime hour(long epochMillis, FigureSpan span) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), span.zone())
        .truncatedTo(ChronoUnit.HOURS);
  }
}
