package app.kolan.server.notify.sql;

import app.kolan.server.notify.Digest;
import app.kolan.server.store.sql.ResultRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Counts what a day brought.
final class DigestQuery {
  private static final int MOST_PROMISES = 5;

  private static final String CALLS =
      """
      select count(*) as calls,
        count(case when leads.call_sid is not null then 1 end) as leads,
        count(case when leads.recording_sid is not null then 1 end) as messages,
        count(case when calls.outcome = 'BROKEN' or calls.error_code is not null then 1 end)
          as broken,
        count(case when leads.call_sid is null
          and calls.outcome in ('HUNG_UP', 'OPEN', 'BROKEN')
          and (calls.ended_at is not null or calls.settled_at is not null)
          and not exists (select 1 from turns
            where turns.call_sid = calls.sid and turns.speaker = 'CALLER') then 1 end) as missed
      from calls left join leads on leads.call_sid = calls.sid
      where calls.business_id = :business
        and calls.arrived_at >= :since and calls.arrived_at < :until
      """;

  private static final String WAITING =
      "select count(*) from leads where business_id = :business and work_state = 'NEW'"
          + " and created_at < :until";

  private static final String PROMISES =
      "select count(*) from promises where business_id = :business and state = 'OPEN'";

  private static final String OVERDUE =
      "select count(*) from promises where business_id = :business and state = 'BROKEN'"
          + " and due_at >= :since and due_at < :until";

  private static final String FAILED =
      "select count(*) from alerts where business_id = :business and state = 'FAILED'"
          + " and changed_at >= :since and changed_at < :until";

  private static final String NEXT =
      "select due_at, promise from promises where business_id = :business and state = 'OPEN'"
          + " order by due_at, id limit "
          + MOST_PROMISES;

  private DigestQuery() {}

  static Digest run(Handle handle, long business, Instant since, Instant until) {
    Map<String, Object> values =
        Map.of("business", business, "since", since.toEpochMilli(), "until", until.toEpochMilli());
    List<Digest.Due> next =
        handle
            .createQuery(NEXT)
            .bindMap(values)
            .map(
                (columns, _) -> {
                  var row = new ResultRow(columns);
                  return new Digest.Due(row.instant("due_at"), row.text("promise"));
                })
            .list();
    return handle
        .createQuery(CALLS)
        .bindMap(values)
        .map(
            (columns, _) -> {
              var row = new ResultRow(columns);
              return new Digest(
                  row.number("calls"),
                  row.number("leads"),
                  row.number("messages"),
                  row.number("missed"),
                  row.number("broken"),
                  count(handle, WAITING, values),
                  count(handle, PROMISES, values),
                  count(handle, OVERDUE, values),
                  count(handle, FAILED, values),
                  next);
            })
        .one();
  }

  private static int count(Handle handle, String sql, Map<String, Object> values) {
    return handle.createQuery(sql).bindMap(values).mapTo(Integer.class).one();
  }
}
