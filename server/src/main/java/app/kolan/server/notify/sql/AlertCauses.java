package app.kolan.server.notify.sql;

import app.kolan.server.notify.AlertStore.Cause;
import app.kolan.server.notify.AlertStore.Cause.Kind;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Finds what alerts are made of, by what the ledger knows.
final class AlertCauses {
  private static final String CALLS =
      """
      select sid from calls
      where %s
        and not exists (select 1 from alert_marks where mark = 'call:' || calls.sid)
      order by %s limit :limit
      """;

  private AlertCauses() {}

  static List<Cause> find(Handle handle, Instant since, Instant until, Instant settled, int limit) {
    var causes = new ArrayList<Cause>();
    handle
        .createQuery(CALLS.formatted("ended_at >= :since and ended_at <= :until", "ended_at"))
        .bind("since", since.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("limit", limit)
        .mapTo(String.class)
        .forEach(sid -> causes.add(new Cause(Kind.CALL, sid, new CallSid(sid))));
    handle
        .createQuery(
            CALLS.formatted(
                "ended_at is null and settled_at >= :since and settled_at <= :until", "settled_at"))
        .bind("since", since.toEpochMilli())
        .bind("until", settled.toEpochMilli())
        .bind("limit", limit)
        .mapTo(String.class)
        .forEach(sid -> causes.add(new Cause(Kind.CALL, sid, new CallSid(sid))));
    handle
        .createQuery(
            """
            select sid, call_sid from recordings
            where announced_at >= :since and announced_at <= :until and state <> 'ABSENT'
              and not exists (select 1 from alert_marks where mark = 'recording:' || recordings.sid)
              and exists (select 1 from alert_marks where mark = 'call:' || recordings.call_sid)
            order by announced_at limit :limit
            """)
        .bind("since", since.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("limit", limit)
        .map(
            (columns, _) ->
                new Cause(
                    Kind.RECORDING,
                    columns.getString("sid"),
                    new CallSid(columns.getString("call_sid"))))
        .forEach(causes::add);
    return causes;
  }

  /// Marks a cause as looked at; false when it was before.
  static boolean mark(Handle handle, String mark, Instant at) {
    return handle
            .createUpdate(
                """
                insert into alert_marks (mark, marked_at) values (:mark, :at)
                on conflict (mark) do nothing
                """)
            .bind("mark", mark)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }
}
