package app.kolan.server.store.sql;

import app.kolan.server.store.HandOver;
import app.kolan.server.store.HandOverStore;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Callers whom people are asked to take, in one table, and what comes of it for their calls.
final class SqlHandOverStore implements HandOverStore {
  private final SqlDatabase database;

  SqlHandOverStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void add(
      String id, CallSid call, long business, List<String> people, String reason, Instant at) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into hand_overs (id, call_sid, business_id, people, reason, position,
                      state, outcomes, created_at, changed_at)
                    values (:id, :call, :business, :people, :reason, 0, 'RINGING', '', :at, :at)
                    on conflict (id) do nothing
                    """)
                .bind("id", id)
                .bind("call", call.value())
                .bind("business", business)
                .bind("people", String.join(" ", people))
                .bind("reason", StorableText.of(reason))
                .bind("at", at.toEpochMilli())
                .execute());
  }

  @Override
  public Optional<HandOver> find(String id) {
    return database.read(handle -> find(handle, id));
  }

  @Override
  public Optional<HandOver> findByCall(CallSid call) {
    return database.read(handle -> findByCall(handle, call));
  }

  @Override
  public boolean take(String id, int position, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          int taken =
              handle
                  .createUpdate(
                      """
                      update hand_overs set state = 'TAKEN', changed_at = :at
                      where id = :id and position = :position
                        and (state = 'RINGING' or (:mayBeDone and state = 'TAKEN'))
                      """)
                  .bind("id", id)
                  .bind("position", position)
                  .bind("mayBeDone", mayBeDone)
                  .bind("at", at.toEpochMilli())
                  .execute();
          return taken == 1;
        });
  }

  @Override
  public Optional<HandOver> advance(String id, int position, HandOver.Outcome outcome, Instant at) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  update hand_overs set position = position + 1, state = 'RINGING',
                    outcomes = trim(outcomes || ' ' || :outcome), changed_at = :at
                  where id = :id and position = :position and state in ('RINGING', 'TAKEN')
                  """)
              .bind("id", id)
              .bind("position", position)
              .bind("outcome", outcome.name())
              .bind("at", at.toEpochMilli())
              .execute();
          return find(handle, id);
        });
  }

  @Override
  public Optional<HandOver> giveBack(String id, String ticket, Instant at) {
    return database.write(
        handle -> {
          Optional<HandOver> known = find(handle, id);
          if (known.isEmpty() || known.get().state() == HandOver.State.RETURNED) {
            return known;
          }
          if (known.get().state() != HandOver.State.RINGING) {
            return Optional.empty();
          }
          int reopened =
              handle
                  .createUpdate(
                      """
                      update calls set outcome = 'OPEN', hand_over_to = null, settled_at = null,
                        ticket = :ticket, ticket_spent = false, ticket_at = :at, reopened_at = :at
                      where sid = :call and outcome = 'HANDED_OVER' and ended_at is null
                      """)
                  .bind("ticket", ticket)
                  .bind("at", at.toEpochMilli())
                  .bind("call", known.get().call().value())
                  .execute();
          if (reopened == 0) {
            return Optional.empty();
          }
          handle
              .createUpdate(
                  """
                  update hand_overs set state = 'RETURNED', ticket = :ticket, changed_at = :at
                  where id = :id
                  """)
              .bind("ticket", ticket)
              .bind("at", at.toEpochMilli())
              .bind("id", id)
              .execute();
          return find(handle, id);
        });
  }

  @Override
  public void callerLeft(CallSid call, Instant at) {
    database.writeOnly(
        handle -> {
          int left =
              handle
                  .createUpdate(
                      """
                      update hand_overs set state = 'LEFT', changed_at = :at
                      where call_sid = :call and state = 'RINGING'
                      """)
                  .bind("at", at.toEpochMilli())
                  .bind("call", call.value())
                  .execute();
          if (left > 0) {
            handle
                .createUpdate(
                    """
                    update calls set outcome = 'HUNG_UP', hand_over_to = null
                    where sid = :call and outcome = 'HANDED_OVER'
                    """)
                .bind("call", call.value())
                .execute();
            PendingCallTable.touch(handle, call, true);
          }
        });
  }

  private static Optional<HandOver> find(Handle handle, String id) {
    return handle
        .createQuery("select * from hand_overs where id = :id")
        .bind("id", id)
        .map(SqlHandOverStore::handOver)
        .findOne();
  }

  private static Optional<HandOver> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery(
            """
            select * from hand_overs where call_sid = :call
            order by created_at desc, id limit 1
            """)
        .bind("call", call.value())
        .map(SqlHandOverStore::handOver)
        .findOne();
  }

  private static HandOver handOver(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new HandOver(
        row.text("id"),
        new CallSid(row.text("call_sid")),
        row.longNumber("business_id"),
        words(row.text("people")),
        row.text("reason"),
        (int) row.longNumber("position"),
        HandOver.State.valueOf(row.text("state")),
        words(row.text("outcomes")).stream().map(HandOver.Outcome::valueOf).toList(),
        row.textOrNull("ticket"),
        row.instant("created_at"));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
