package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.Connected;
import app.kolan.server.callevents.CallEvent.Ended;
import app.kolan.server.callevents.CallEvent.Ringing;
import app.kolan.server.callevents.CallEvent.Settled;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallStatusEvent;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
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

/// Calls whose beginning and end are published.
record WatchedCalls(CallStore calls, WatchedStores events) implements CallStore {
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
    LoggedCall call =
        calls.addArrival(
            sid, accountSid, businessId, settingsVersion, caller, called, freshTicket, at);
    events.know(sid, call.businessId());
    if (call.ticket().equals(freshTicket)) {
      events.publish(sid, new Ringing(call.caller(), call.called(), call.settingsVersion()));
    }
    return call;
  }

  @Override
  public Optional<LoggedCall> find(CallSid sid) {
    return calls.find(sid);
  }

  @Override
  public List<LoggedCall> latest(int limit) {
    return calls.latest(limit);
  }

  @Override
  public Map<CallSid, LoggedCall> find(Collection<CallSid> sids) {
    return calls.find(sids);
  }

  @Override
  public List<LoggedCall> latestFrom(long businessId, PhoneNumber caller, int limit) {
    return calls.latestFrom(businessId, caller, limit);
  }

  @Override
  public List<LoggedCall> find(CallQuery query) {
    return calls.find(query);
  }

  @Override
  public void markPlayed(CallSid call) {
    calls.markPlayed(call);
  }

  @Override
  public List<LoggedCall> findOpen() {
    return calls.findOpen();
  }

  @Override
  public Optional<LoggedCall> spendTicket(
      CallSid sid, String ticket, StreamSid stream, Instant at) {
    Optional<LoggedCall> admitted = calls.spendTicket(sid, ticket, stream, at);
    admitted.ifPresent(
        call -> {
          events.know(sid, call.businessId());
          events.publish(sid, new Connected());
        });
    return admitted;
  }

  @Override
  public boolean settle(
      CallSid sid, CallOutcome outcome, @Nullable PhoneNumber handOverTo, Instant at) {
    boolean isFirst = calls.settle(sid, outcome, handOverTo, at);
    if (isFirst) {
      events.publish(sid, new Settled(outcome));
    }
    return isFirst;
  }

  @Override
  public boolean settleTalk(
      CallSid sid,
      StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at) {
    boolean isFirst = calls.settleTalk(sid, stream, outcome, handOverTo, at);
    if (isFirst) {
      events.publish(sid, new Settled(outcome));
    }
    return isFirst;
  }

  @Override
  public void onSettled(Consumer<CallOutcome> listener) {
    calls.onSettled(listener);
  }

  @Override
  public void addProgress(Webhook.CallProgress event, Instant at) {
    calls.addProgress(event, at);
    CallStatus status = event.status();
    if (status != null && status.isEnd()) {
      events.publish(event.callSid(), new Ended(status));
    }
  }

  @Override
  public void addStreamProgress(Webhook.StreamProgress event, Instant at) {
    calls.addStreamProgress(event, at);
  }

  @Override
  public List<CallStatusEvent> events(CallSid sid) {
    return calls.events(sid);
  }
}
