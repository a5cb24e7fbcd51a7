package app.kolan.server.nodes.sql;

import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What nodes share of their calls, in columns of the calls' table.
public final class SqlSharedCalls implements SharedCalls {
  /// A greeting is shorter. A call whose stream has not begun by then has lost its place.
  private static final Duration GREETING = Duration.ofMinutes(2);

  private static final Duration CHECKED_AGAIN = Duration.ofSeconds(20);
  private static final Duration LONG_AGO = Duration.ofHours(1);
  private static final Duration OLD_CHECKED_AGAIN = Duration.ofHours(6);

  /// No call lasts so long; of what Twilio does not know by then nothing more will be known.
  private static final Duration GIVEN_UP = Duration.ofDays(3);

  private static final int MOST_AT_ONCE = 50;

  private final SqlDatabase database;

  public SqlSharedCalls(SqlDatabase database) {
    this.database = database;
  }

  /// The lock comes before the count, in a statement of its own: a count sees what was committed
  /// when its statement began.
  @Override
  public boolean takePlace(CallSid call, long business, int most, Set<String> live, Instant at) {
    return database.write(
        handle -> {
          handle
              .createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:key, 1))")
              .bind("key", "places:" + business)
              .mapTo(Integer.class)
              .one();
          if (taken(handle, call, business, live, at) >= most) {
            return false;
          }
          handle
              .createUpdate("update calls set placed_at = :at where sid = :sid")
              .bind("at", at.toEpochMilli())
              .bind("sid", call.value())
              .execute();
          return true;
        });
  }

  private static int taken(
      Handle handle, CallSid call, long business, Set<String> live, Instant at) {
    return handle
        .createQuery(
            """
            select count(*) from calls
            where business_id = :business and outcome = 'OPEN' and placed_at is not null
              and sid <> :sid
              and ((ticket_spent and node in (<live>))
                or (not ticket_spent and coalesce(ticket_at, placed_at) > :since))
            """)
        .bind("business", business)
        .bind("sid", call.value())
        .bindList("live", filled(live))
        .bind("since", at.minus(GREETING).toEpochMilli())
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Set<CallSid> begunOrOver(List<CallSid> calls) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select sid from calls
                    where sid in (<sids>) and (outcome <> 'OPEN' or ticket_spent)
                    """)
                .bindList("sids", calls.stream().map(CallSid::value).toList())
                .mapTo(String.class)
                .map(CallSid::new)
                .set());
  }

  @Override
  public boolean resume(LoggedCall call, String ticket, boolean isPlanned, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) ->
            handle
                    .createUpdate(
                        """
                        update calls set ticket = :ticket, ticket_at = :at, ticket_spent = false,
                          stream_sid = null, node = null,
                          resumes = resumes + case when ticket = :ticket then 0 else 1 end,
                          planned_resumes = planned_resumes
                            + case when :planned and ticket <> :ticket then 1 else 0 end
                        where sid = :sid and outcome = 'OPEN'
                          and ((ticket = :before and ticket_spent = :spent
                              and (:planned or resumes - planned_resumes < :most))
                            or (:mayBeDone and ticket = :ticket))
                        """)
                    .bind("ticket", ticket)
                    .bind("at", at.toEpochMilli())
                    .bind("sid", call.sid().value())
                    .bind("before", call.ticket())
                    .bind("spent", call.ticketSpent())
                    .bind("planned", isPlanned)
                    .bind("most", MOST_RESUMES)
                    .bind("mayBeDone", mayBeDone)
                    .execute()
                == 1);
  }

  @Override
  public void asked(CallSid call, Instant at) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate("update calls set asked_at = :at where sid = :sid")
                .bind("at", at.toEpochMilli())
                .bind("sid", call.value())
                .execute());
  }

  @Override
  public boolean wasAsked(CallSid call, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from calls where sid = :sid and asked_at >= :since")
                .bind("sid", call.value())
                .bind("since", since.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public List<CallSid> findLeft(Set<String> live, Instant started, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select sid from calls
                    where outcome = 'OPEN' and arrived_at > :oldest
                      and ((ticket_spent and node is not null and node not in (<live>)
                          and (checked_at is null or checked_at < :recheck))
                        or (node is null and arrived_at < :started and checked_at is null)
                        or (arrived_at < :old
                          and (checked_at is null or checked_at < :oldRecheck)))
                    order by arrived_at limit :limit
                    """)
                .bindList("live", filled(live))
                .bind("recheck", now.minus(CHECKED_AGAIN).toEpochMilli())
                .bind("oldest", now.minus(GIVEN_UP).toEpochMilli())
                .bind("started", started.toEpochMilli())
                .bind("old", now.minus(LONG_AGO).toEpochMilli())
                .bind("oldRecheck", now.minus(OLD_CHECKED_AGAIN).toEpochMilli())
                .bind("limit", MOST_AT_ONCE)
                .mapTo(String.class)
                .map(CallSid::new)
                .list());
  }

  @Override
  public boolean check(CallSid call, Instant now) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        update calls set checked_at = :now
                        where sid = :sid and (checked_at is null or checked_at < :recheck)
                        """)
                    .bind("now", now.toEpochMilli())
                    .bind("sid", call.value())
                    .bind("recheck", now.minus(CHECKED_AGAIN).toEpochMilli())
                    .execute()
                == 1);
  }

  /// A list in SQL has at least one element.
  private static List<String> filled(Set<String> ids) {
    var list = new ArrayList<>(ids);
    list.add("");
    return list;
  }
}
