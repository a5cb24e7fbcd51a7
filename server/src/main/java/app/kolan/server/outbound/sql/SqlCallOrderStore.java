package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrder.State;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallOrderUpdate;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The outbox of calls in one database.
public final class SqlCallOrderStore implements CallOrderStore {
  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlCallOrderStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public CallOrder add(CallOrder.Draft draft, Instant at) {
    String id = UUID.randomUUID().toString().replace("-", "");
    return database.write(
        handle -> {
          CallOrderTable.add(handle, id, draft, at);
          return CallOrderTable.findByKey(handle, draft.business(), draft.key()).orElseThrow();
        });
  }

  @Override
  public Optional<CallOrder> find(long business, String id) {
    return find(id).filter(order -> order.business() == business);
  }

  @Override
  public Optional<CallOrder> find(String id) {
    return database.read(handle -> CallOrderTable.find(handle, id));
  }

  @Override
  public Optional<CallOrder> findByKey(long business, String key) {
    return database.read(handle -> CallOrderTable.findByKey(handle, business, key));
  }

  @Override
  public boolean isUnderWay(long business, PhoneNumber number) {
    return database.read(handle -> CampaignOrders.isUnderWay(handle, business, number));
  }

  @Override
  public Used usedBy(long campaign) {
    return database.read(handle -> CampaignOrders.used(handle, campaign));
  }

  @Override
  public int cancelCampaign(long campaign, Instant at) {
    return database.write(handle -> CampaignOrders.cancel(handle, campaign, at));
  }

  @Override
  public List<CallOrder> find(
      long business, @Nullable CallSid lead, PagePosition after, int limit) {
    return database.read(handle -> CallOrderTable.page(handle, business, lead, after, limit));
  }

  @Override
  public Others others(CallOrder order, Instant since) {
    List<CallOrder> others = database.read(handle -> CallOrderTable.others(handle, order, since));
    return new Others(
        others.stream().flatMap(CallOrder::calls).collect(Collectors.toUnmodifiableSet()),
        others.stream().anyMatch(other -> other.isInDoubt() && isBetweenTheSame(other, order)));
  }

  private static boolean isBetweenTheSame(CallOrder one, CallOrder other) {
    return one.what().first().equals(other.what().first())
        && one.what().from().equals(other.what().from());
  }

  @Override
  public List<CallOrder> findDue(Instant now, int limit) {
    return database.read(handle -> CallOrderTable.findDue(handle, now, limit));
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.read(CallOrderTable::nextDue);
  }

  @Override
  public Claim claim(CallOrder order, Bounds bounds, Instant until, Instant at) {
    return database.write(
        handle -> {
          Optional<Claim> tooMuch = PacingTable.judge(handle, order.business(), bounds, at);
          if (tooMuch.isPresent()) {
            return tooMuch.get();
          }
          Optional<CallOrder> taken = CallOrderTable.claim(handle, order, until, at);
          taken.ifPresent(_ -> PacingTable.placed(handle, order.business(), at));
          return taken.<Claim>map(Claim.Taken::new).orElseGet(Claim.Gone::new);
        });
  }

  @Override
  public Optional<CallOrder> claimUncertain(CallOrder order, Instant until, Instant at) {
    return database.write(handle -> CallOrderTable.claimUncertain(handle, order, until, at));
  }

  @Override
  public Optional<CallOrder> renew(CallOrder order, Instant until) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> CallOrderTable.renew(handle, order, until, mayBeDone));
  }

  @Override
  public void hold(CallOrder order, Instant until, Instant at) {
    database.writeOnly(handle -> CallOrderTable.hold(handle, order, until, at));
  }

  @Override
  public void placed(CallOrder order, CallSid call, Instant checkAt, Instant at) {
    database.writeOnly(
        handle -> {
          PacingTable.lock(handle, order.business());
          placeable(handle, order, call)
              .ifPresent(
                  known -> {
                    CallOrderTable.takeFromOthers(handle, known, call, at);
                    CallOrderTable.save(handle, OrderChanges.placed(known, call, checkAt), at);
                  });
        });
  }

  @Override
  public void found(CallOrder order, CallSid call, Instant checkAt, Instant at) {
    database.writeOnly(
        handle -> {
          PacingTable.lock(handle, order.business());
          placeable(handle, order, call)
              .filter(known -> !CallOrderTable.isOfAnother(handle, known, call))
              .ifPresent(
                  known ->
                      CallOrderTable.save(handle, OrderChanges.placed(known, call, checkAt), at));
        });
  }

  private static Optional<CallOrder> placeable(Handle handle, CallOrder order, CallSid call) {
    return CallOrderTable.locked(handle, order.id())
        .filter(known -> known.attempts() == order.attempts() && known.mayOwn(call))
        .filter(CallOrder::isInDoubt);
  }

  @Override
  public void uncertain(CallOrder order, String problem, Instant due, Instant at) {
    move(order, State.UNCERTAIN, problem, due, at);
  }

  @Override
  public void again(CallOrder order, String problem, Instant due, Instant at) {
    move(order, State.WAITING, problem, due, at);
  }

  @Override
  public void notTaken(CallOrder order, String problem, Instant due, Instant at) {
    database.writeOnly(
        handle -> {
          PacingTable.lock(handle, order.business());
          stillPlacing(handle, order)
              .ifPresent(
                  known -> {
                    CallOrderTable.save(handle, OrderChanges.notTaken(known, problem, due), at);
                    PacingTable.placed(handle, known.business(), due);
                  });
        });
  }

  private void move(CallOrder order, State state, String problem, Instant due, Instant at) {
    database.writeOnly(
        handle ->
            stillPlacing(handle, order)
                .ifPresent(
                    known ->
                        CallOrderTable.save(
                            handle, OrderChanges.moved(known, state, problem, due), at)));
  }

  @Override
  public boolean settle(CallOrder order, CallResult result, @Nullable String problem, Instant at) {
    return database.write(
        handle -> {
          Optional<CallOrder> known =
              CallOrderTable.locked(handle, order.id())
                  .filter(now -> now.attempts() == order.attempts() && now.result() == null)
                  .filter(now -> now.state() == order.state() || now.call() == null);
          known.ifPresent(
              now ->
                  CallOrderTable.save(handle, OrderChanges.settled(now, result, problem, at), at));
          return known.isPresent();
        });
  }

  @Override
  public Optional<CallOrder> told(
      String id,
      CallSid call,
      CallOrderUpdate news,
      Duration retryAfter,
      Instant checkAt,
      Instant at) {
    return database.write(
        handle -> {
          CallOrderTable.find(handle, id)
              .filter(order -> order.call() == null)
              .ifPresent(order -> PacingTable.lock(handle, order.business()));
          Optional<CallOrder> known =
              CallOrderTable.locked(handle, id).filter(order -> order.mayOwn(call));
          known
              .filter(order -> order.call() == null)
              .ifPresent(order -> CallOrderTable.takeFromOthers(handle, order, call, at));
          known
              .map(order -> OrderChanges.told(order, call, news, retryAfter, checkAt, at))
              .filter(after -> !after.equals(known.get()))
              .ifPresent(after -> CallOrderTable.save(handle, after, at));
          return known.flatMap(_ -> CallOrderTable.find(handle, id));
        });
  }

  @Override
  public Optional<CallOrder> findByCall(CallSid call) {
    return database.read(handle -> CallOrderTable.findByCall(handle, call));
  }

  @Override
  public void noticed(String id, Instant at) {
    database.writeOnly(
        handle ->
            handle.execute(
                "update call_orders set noticed_at = ? where id = ? and noticed_at is null",
                at.toEpochMilli(),
                id));
  }

  @Override
  public boolean recorded(String id, RecordingSid recording) {
    return database.write(
        handle ->
            handle.execute(
                    "update call_orders set recording_sid = ?"
                        + " where id = ? and records and noticed_at is not null",
                    recording.value(),
                    id)
                > 0);
  }

  @Override
  public void over(CallOrder order, Instant at) {
    database.writeOnly(
        handle ->
            handle.execute(
                "update call_orders set state = 'OVER', changed_at = ?"
                    + " where id = ? and state = 'SETTLED'",
                at.toEpochMilli(),
                order.id()));
  }

  @Override
  public boolean cancel(long business, String id, Instant at) {
    return database.write(
        handle -> {
          Optional<CallOrder> waiting =
              CallOrderTable.locked(handle, id)
                  .filter(order -> order.business() == business)
                  .filter(order -> order.state() == State.WAITING);
          waiting.ifPresent(
              order ->
                  CallOrderTable.save(
                      handle, OrderChanges.settled(order, CallResult.CANCELLED, null, at), at));
          return waiting.isPresent();
        });
  }

  @Override
  public void release(Instant at) {
    database.writeOnly(
        handle ->
            handle.execute(
                "update call_orders set due_at = ? where state in ('PLACING', 'UNCERTAIN')"
                    + " and due_at > ?",
                at.toEpochMilli(),
                at.toEpochMilli()));
  }

  /// The order as it is now, when nothing was learned of its call since it was claimed.
  private static Optional<CallOrder> stillPlacing(Handle handle, CallOrder order) {
    return CallOrderTable.locked(handle, order.id())
        .filter(known -> known.isInDoubt() && known.call() == null)
        .filter(known -> known.attempts() == order.attempts())
        .filter(known -> known.dueAt().equals(order.dueAt()));
  }
}
