package app.kolan.server.store.sql;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.BusinessCount;
import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.FigureStore;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.TurnTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Counts over the tables of calls, leads, stages, appointments and usage.
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
    return database.read(
        handle -> {
          var counts = new TreeMap<Hour, CallCount>();
          query(
                  handle,
                  span,
                  """
                  select arrived_at / %1$d as unit, outcome, lead_kind, count(*) as calls,
                    0 as unknown, sum(%2$s) as minutes
                  from calls
                  where business_id = :business and arrived_at >= :from and arrived_at < :until
                  group by arrived_at / %1$d, outcome, lead_kind
                  union all
                  select created_at / %1$d, 'OPEN',
                    case when work_state = 'NOT_A_LEAD' then 2 else 1 end, count(*), 1, 0
                  from leads
                  where business_id = :business and created_at >= :from and created_at < :until
                    and not call_known
                  group by created_at / %1$d, case when work_state = 'NOT_A_LEAD' then 2 else 1 end
                  union all
                  select arrived_at / %1$d, outcome, case when had_lead then 1 else 0 end, count(*),
                    0, sum(%3$s)
                  from anonymous_calls
                  where business_id = :business and arrived_at >= :from and arrived_at < :until
                  group by arrived_at / %1$d, outcome, had_lead
                  """
                      .formatted(unit, SqlUsageStore.MINUTES, SqlUsageStore.ANONYMOUS_MINUTES))
              .map((row, _) -> count(row, hour(row.getLong("unit") * unit, span)))
              .forEach(each -> counts.merge(Hour.of(each), each, SqlFigureStore::sum));
          return List.copyOf(counts.values());
        });
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

  /// Of a row that has what became of the lead, as [CallLeadMark] writes it, and whether these are
  /// leads of calls that are not known.
  private static CallCount count(ResultSet row, LocalDateTime hour) throws SQLException {
    int lead = row.getInt("lead_kind");
    long calls = row.getLong("calls");
    return new CallCount(
        hour,
        CallOutcome.valueOf(row.getString("outcome")),
        row.getInt("unknown") > 0 ? 0 : calls,
        lead > 0 ? calls : 0,
        lead > 1 ? calls : 0,
        row.getLong("minutes"));
  }

  private static CallCount sum(CallCount one, CallCount other) {
    return new CallCount(
        one.hour(),
        one.outcome(),
        one.calls() + other.calls(),
        one.leads() + other.leads(),
        one.unwanted() + other.unwanted(),
        one.minutes() + other.minutes());
  }

  /*
   * The newest calls of each day are found by the index, however many a day has: one statement with
   * a part for each day.
   */
  @Override
  public Map<LocalDate, List<TurnTimes>> waits(FigureSpan span, int calls) {
    List<LocalDate> days = span.days();
    String newest =
        IntStream.range(0, days.size())
            .mapToObj(day -> newest(day, span.of(days.get(day))))
            .collect(Collectors.joining("union all\n"));
    return database.read(
        handle -> {
          var waits = new TreeMap<LocalDate, List<TurnTimes>>();
          handle
              .createQuery(
                  """
                  select newest.day, turn_stages.* from (
                    %s) newest
                  join turn_stages on turn_stages.call_sid = newest.sid
                  """
                      .formatted(newest))
              .bind("business", span.business())
              .bind("calls", calls)
              .map(
                  (row, context) ->
                      Map.entry(row.getInt("day"), TurnTimesTable.times(row, context)))
              .forEach(
                  each ->
                      waits
                          .computeIfAbsent(days.get(each.getKey()), _ -> new ArrayList<>())
                          .add(each.getValue()));
          return waits;
        });
  }

  private static String newest(int day, FigureSpan of) {
    return """
    select %1$d as day, sid from (
      select sid from calls
      where business_id = :business and arrived_at >= %2$d and arrived_at < %3$d
      order by arrived_at desc, sid limit :calls
    ) day%1$d
    """
        .formatted(day, of.from().toEpochMilli(), of.until().toEpochMilli());
  }

  @Override
  public Map<LocalDate, Appointment.Tally> appointments(FigureSpan span) {
    long unit = unit(span);
    return database.read(
        handle -> {
          var tallies = new TreeMap<LocalDate, Appointment.Tally>();
          query(
                  handle,
                  span,
                  """
                  select starts_at / %1$d as unit, count(*) as total,
                    sum(case when made_by = :agent then 1 else 0 end) as by_agent,
                    sum(case when state = 'CANCELLED' then 1 else 0 end) as cancelled,
                    sum(case when state = 'ARRIVED' then 1 else 0 end) as arrived,
                    sum(case when state = 'NO_SHOW' then 1 else 0 end) as no_show
                  from appointments
                  where business_id = :business and starts_at >= :from and starts_at < :until
                  group by starts_at / %1$d
                  """
                      .formatted(unit))
              .bind("agent", Appointment.BY_AGENT)
              .map(
                  (row, _) ->
                      Map.entry(
                          hour(row.getLong("unit") * unit, span).toLocalDate(),
                          new Appointment.Tally(
                              row.getLong("total"),
                              row.getLong("by_agent"),
                              row.getLong("cancelled"),
                              row.getLong("arrived"),
                              row.getLong("no_show"))))
              .forEach(
                  each -> tallies.merge(each.getKey(), each.getValue(), Appointment.Tally::plus));
          return tallies;
        });
  }

  @Override
  public Map<LocalDate, List<ProviderUsage>> usage(FigureSpan span) {
    long unit = unit(span);
    return database.read(
        handle -> {
          var days = new TreeMap<LocalDate, List<ProviderUsage>>();
          ProviderUsageTable.sumsByUnit(handle, span.business(), span.from(), span.until(), unit)
              .forEach(
                  each -> {
                    LocalDate day = hour(each.unit() * unit, span).toLocalDate();
                    addTo(days.computeIfAbsent(day, _ -> new ArrayList<>()), each.usage());
                  });
          return days;
        });
  }

  /// Rows come in the order of job, provider and model, so the same is the last, if it is there.
  private static void addTo(List<ProviderUsage> sums, ProviderUsage usage) {
    if (!sums.isEmpty() && sums.getLast().isOfSame(usage)) {
      sums.add(sums.removeLast().plus(usage));
    } else {
      sums.add(usage);
    }
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
