package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Promise.State;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.PromiseStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The promises.
final class SqlPromiseStore implements PromiseStore {
  private static final int BATCH = 500;

  private final SqlDatabase database;

  SqlPromiseStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Promise add(Promise.Draft given, Instant at) {
    String once = given.once() == null ? "promise:" + UUID.randomUUID() : given.once();
    var draft =
        new Promise.Draft(
            given.business(),
            given.call(),
            given.contact(),
            given.number(),
            given.words(),
            given.dueAt(),
            given.remindAt(),
            given.madeBy(),
            once);
    return database.write(
        handle -> {
          // The counter's lock makes two who promise the same follow one another.
          handle.execute("update crm_counters set last_id = last_id where kind = 'promise'");
          return PromiseTable.findOnce(handle, draft.business(), once)
              .orElseGet(() -> add(handle, draft, at));
        });
  }

  private static Promise add(Handle handle, Promise.Draft draft, Instant at) {
    if (draft.contact() != null) {
      SqlContactStore.requireUnmerged(
          SqlContactStore.require(handle, draft.business(), draft.contact()));
    }
    Promise promise = PromiseTable.add(handle, draft, at);
    PromiseTable.note(handle, promise, State.OPEN, draft.madeBy(), at);
    return promise;
  }

  @Override
  public Optional<Promise> find(long business, long id) {
    return database.read(handle -> PromiseTable.find(handle, business, id));
  }

  @Override
  public List<Promise> find(PromiseQuery query) {
    return database.read(handle -> PromiseTable.find(handle, query));
  }

  @Override
  public Promise update(
      long business,
      long id,
      long revision,
      String words,
      Instant dueAt,
      @Nullable Instant remindAt,
      String actor,
      Instant at) {
    return change(
        business,
        id,
        revision,
        actor,
        at,
        (handle, before) -> {
          boolean reopened = before.state() == State.BROKEN && dueAt.isAfter(at);
          int _ =
              handle
                  .createUpdate(
                      """
                  update promises set promise = :words, due_at = :due, remind_at = :remind,
                    state = case when :open then 'OPEN' else state end,
                    settled_at = case when :open then null else settled_at end,
                    settled_by = case when :open then null else settled_by end,
                    reminded = case when remind_at = :remind then reminded else false end,
                    break_told = case when :open then false else break_told end,
                    revision = revision + 1
                  where id = :id
                  """)
                  .bind("id", id)
                  .bind("words", words)
                  .bind("due", dueAt.toEpochMilli())
                  .bind("remind", ResultRow.millis(remindAt))
                  .bind("open", reopened)
                  .execute();
        });
  }

  @Override
  public Promise restore(
      long business,
      long id,
      long revision,
      boolean wasBroken,
      Instant dueAt,
      @Nullable Instant remindAt,
      String actor,
      Instant at) {
    return change(
        business,
        id,
        revision,
        actor,
        at,
        (handle, before) -> {
          boolean broken = wasBroken && !dueAt.isAfter(at);
          int _ =
              handle
                  .createUpdate(
                      """
                  update promises set state = :state, due_at = :due, remind_at = :remind,
                    settled_at = :settled, settled_by = :by,
                    reminded = case when remind_at = :remind then reminded else :reminded end,
                    break_told = :broken, revision = revision + 1
                  where id = :id
                  """)
                  .bind("id", id)
                  .bind("state", (broken ? State.BROKEN : State.OPEN).name())
                  .bind("due", dueAt.toEpochMilli())
                  .bind("remind", ResultRow.millis(remindAt))
                  .bind("settled", broken ? dueAt.toEpochMilli() : null)
                  .bind("by", broken ? Contact.BY_KOLAN : null)
                  .bind("reminded", remindAt != null && !remindAt.isAfter(at))
                  .bind("broken", broken)
                  .execute();
        });
  }

  /// Makes a change of the one who read this revision, and notes what it changed.
  private Promise change(
      long business,
      long id,
      long revision,
      String actor,
      Instant at,
      BiConsumer<Handle, Promise> update) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          Promise before = locked(handle, business, id);
          if (mayBeDone && before.revision() == revision + 1) {
            return before;
          }
          if (before.revision() != revision) {
            throw new CrmConflict(
                Kind.CHANGED, "The promise was changed meanwhile; read it again.");
          }
          update.accept(handle, before);
          Promise after = locked(handle, business, id);
          addChange(handle, before, after, actor, at);
          return after;
        });
  }

  private static void addChange(
      Handle handle, Promise before, Promise after, String actor, Instant at) {
    String prefix = "promise.%d.".formatted(before.id());
    var changes =
        new FieldChanges()
            .field(prefix + "words", before.words(), after.words())
            .field(prefix + "dueAt", before.dueAt(), after.dueAt())
            .field(prefix + "remindAt", before.remindAt(), after.remindAt())
            .field(prefix + "state", before.state(), after.state());
    if (!changes.isEmpty() && (after.call() != null || after.contact() != null)) {
      TimelineTable.add(
          handle,
          after.businessId(),
          after.call(),
          after.call() == null ? after.contact() : null,
          new TimelineEntry.Draft(TimelineEntry.Kind.CHANGE, at, actor, null, changes.detail()));
    }
  }

  @Override
  public Promise keep(long business, long id, String actor, Instant at) {
    return database.write(
        handle -> {
          Promise promise = locked(handle, business, id);
          if (promise.state() == State.KEPT) {
            return promise;
          }
          settle(handle, promise, State.KEPT, actor, at);
          return locked(handle, business, id);
        });
  }

  @Override
  public List<Promise> keepByCall(long business, PhoneNumber number, String actor, Instant at) {
    return database.write(
        handle -> {
          List<Promise> open =
              PromiseTable.read(
                  handle,
                  """
                  select * from promises
                  where business_id = :business and number = :number and state = 'OPEN'
                  order by due_at, id
                  """,
                  Map.of("business", business, "number", number.value()));
          var kept = new ArrayList<Promise>();
          for (Promise each : open) {
            Promise promise = locked(handle, business, each.id());
            if (promise.state() == State.OPEN) {
              settle(handle, promise, State.KEPT, actor, at);
              kept.add(locked(handle, business, each.id()));
            }
          }
          return List.copyOf(kept);
        });
  }

  @Override
  public void breakOverdue(Instant now) {
    List<Promise> overdue =
        database.read(
            handle ->
                PromiseTable.read(
                    handle,
                    """
                    select * from promises where state = 'OPEN' and due_at <= :now
                    order by due_at limit :limit
                    """,
                    Map.of("now", now.toEpochMilli(), "limit", BATCH)));
    for (Promise each : overdue) {
      database.writeOnly(
          handle -> {
            Promise promise = locked(handle, each.businessId(), each.id());
            if (promise.state() == State.OPEN && !promise.dueAt().isAfter(now)) {
              settle(handle, promise, State.BROKEN, Contact.BY_KOLAN, now);
            }
          });
    }
  }

  private static void settle(
      Handle handle, Promise promise, State state, String actor, Instant at) {
    PromiseTable.setState(handle, promise, state, actor, at);
    PromiseTable.note(handle, promise, state, actor, at);
  }

  /// The promise, of which other changes wait.
  private static Promise locked(Handle handle, long business, long id) {
    handle.execute(
        "update promises set revision = revision where id = ? and business_id = ?", id, business);
    return PromiseTable.find(handle, business, id)
        .orElseThrow(() -> new CrmConflict(Kind.UNKNOWN, "There is no such promise."));
  }

  @Override
  public List<Promise> findToRemind(Instant now, int limit) {
    return database.read(
        handle ->
            PromiseTable.read(
                handle,
                """
                select * from promises
                where state = 'OPEN' and not reminded and remind_at <= :now
                order by due_at, id limit :limit
                """,
                Map.of("now", now.toEpochMilli(), "limit", limit)));
  }

  @Override
  public List<Promise> findBroken(int limit) {
    return database.read(
        handle ->
            PromiseTable.read(
                handle,
                """
                select * from promises where state = 'BROKEN' and not break_told
                order by id limit :limit
                """,
                Map.of("limit", limit)));
  }

  @Override
  public void markTold(Promise promise) {
    String column = promise.state() == State.BROKEN ? "break_told" : "reminded";
    database.writeOnly(
        handle ->
            handle.execute(
                "update promises set %s = true where id = ?".formatted(column), promise.id()));
  }
}
