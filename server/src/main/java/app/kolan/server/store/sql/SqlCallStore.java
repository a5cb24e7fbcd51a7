package app.kolan.server.store.sql;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallStatusEvent;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The calls and their events.
final class SqlCallStore implements CallStore {
  private final SqlDatabase database;
  private final @Nullable String node;
  private volatile Consumer<CallOutcome> settledListener = _ -> {};

  /// @param node who lets streams in; null for the one server of its database
  SqlCallStore(SqlDatabase database, @Nullable String node) {
    this.database = database;
    this.node = node;
  }

  @Override
  public LoggedCall addArrival(
      CallSid sid,
      String accountSid,
      long businessId,
      long settingsVersion,
      PhoneNumber caller,
      PhoneNumber called,
      String freshTicket,
      Instant at) {
    return database.write(
        handle -> {
          database.serialize(handle, sid);
          boolean isNew =
              CallTable.add(
                  handle,
                  sid,
                  accountSid,
                  businessId,
                  settingsVersion,
                  caller,
                  called,
                  freshTicket,
                  at);
          if (isNew) {
            CallEventTable.catchUp(handle, sid);
            RecordingTable.catchUp(handle, sid);
            CallLeadMark.set(handle, sid);
          }
          return CallTable.find(handle, sid).orElseThrow();
        });
  }

  @Override
  public Optional<LoggedCall> find(CallSid sid) {
    return database.read(handle -> CallTable.find(handle, sid));
  }

  @Override
  public Map<CallSid, LoggedCall> find(Collection<CallSid> calls) {
    return database.read(handle -> CallTable.find(handle, calls));
  }

  @Override
  public List<LoggedCall> latest(int limit) {
    return database.read(handle -> CallTable.latest(handle, limit));
  }

  @Override
  public List<LoggedCall> latestFrom(long businessId, PhoneNumber caller, int limit) {
    return database.read(handle -> CallTable.latestFrom(handle, businessId, caller, limit));
  }

  @Override
  public List<LoggedCall> find(CallQuery query) {
    return database.read(handle -> CallTable.find(handle, query));
  }

  @Override
  public void markPlayed(CallSid call) {
    database.writeOnly(handle -> CallTable.setUnplayed(handle, call, false));
  }

  @Override
  public List<LoggedCall> findOpen() {
    return database.read(CallTable::findOpen);
  }

  @Override
  public Optional<LoggedCall> spendTicket(
      CallSid sid, String ticket, StreamSid stream, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) ->
            CallTable.spendTicket(handle, mayBeDone, sid, ticket, stream, node, at));
  }

  @Override
  public boolean settle(
      CallSid sid, CallOutcome outcome, @Nullable PhoneNumber handOverTo, Instant at) {
    return settleAs(sid, null, outcome, handOverTo, at);
  }

  @Override
  public boolean settleTalk(
      CallSid sid,
      StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at) {
    return settleAs(sid, stream, outcome, handOverTo, at);
  }

  private boolean settleAs(
      CallSid sid,
      @Nullable StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at) {
    if (outcome == CallOutcome.OPEN) {
      throw new IllegalArgumentException("a call cannot be settled as open");
    }
    boolean isFirst =
        database.writeRepeatable(
            (handle, mayBeDone) -> {
              boolean settled =
                  CallTable.settle(handle, mayBeDone, sid, stream, outcome, handOverTo, at);
              boolean corrected =
                  !settled
                      && outcome == CallOutcome.FINISHED
                      && CallTable.correctToFinished(handle, sid, stream, at);
              if (settled || corrected) {
                PendingCallTable.touch(handle, sid, true);
              }
              return settled;
            });
    if (isFirst) {
      settledListener.accept(outcome);
    }
    return isFirst;
  }

  @Override
  public void onSettled(Consumer<CallOutcome> listener) {
    settledListener = listener;
  }

  @Override
  public void addProgress(Webhook.CallProgress event, Instant at) {
    database.writeOnly(
        handle -> {
          database.serialize(handle, event.callSid());
          CallEventTable.addProgress(handle, event, at);
        });
  }

  @Override
  public void addStreamProgress(Webhook.StreamProgress event, Instant at) {
    database.writeOnly(
        handle -> {
          database.serialize(handle, event.callSid());
          CallEventTable.addStreamProgress(handle, event, at);
        });
  }

  @Override
  public List<CallStatusEvent> events(CallSid sid) {
    return database.read(handle -> CallEventTable.findByCall(handle, sid));
  }
}
