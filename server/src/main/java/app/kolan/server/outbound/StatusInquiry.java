package app.kolan.server.outbound;

import app.kolan.server.telephony.rest.PlacedCalls;
import app.kolan.server.telephony.rest.PlacedCalls.PlacedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Asks Twilio what became of a call of which nothing was told for a while, and notes it as if it
/// had been told.
record StatusInquiry(CallOrderStore store, PlacedCalls calls, Instant now) {
  void ask(CallOrder order, CallSid sid) throws InterruptedException {
    switch (calls.find(sid)) {
      case RestResult.Given<PlacedCall>(PlacedCall call) when call.status().isEnd() ->
          ended(order, sid, call);
      case RestResult.Refused<PlacedCall>(int status, var _) when status == 404 -> {
        boolean _ = store.settle(order, CallResult.FAILED, "Twilio knows the call no more", now);
      }
      case RestResult.Given<PlacedCall> _,
          RestResult.Refused<PlacedCall> _,
          RestResult.Unreachable<PlacedCall> _ ->
          store.hold(order, now.plus(CallPlacement.CHECK), now);
    }
  }

  private void ended(CallOrder order, CallSid sid, PlacedCall call) throws InterruptedException {
    boolean dialled = order.progress().acceptedAt() != null;
    CallStatus leg = order.progress().legStatus();
    if (dialled && (leg == null || !leg.isEnd())) {
      if (!(calls.legs(sid) instanceof RestResult.Given<List<PlacedCall>>(var legs))) {
        store.hold(order, now.plus(CallPlacement.CHECK), now);
        return;
      }
      legs.stream()
          .findFirst()
          .ifPresent(
              one ->
                  note(
                      order, sid, new CallOrderUpdate.Leg(one.sid(), one.status(), one.seconds())));
    }
    Optional<CallOrder> after =
        note(order, sid, new CallOrderUpdate.Status(call.status(), call.seconds()));
    if (after.map(known -> known.state() == CallOrder.State.PLACED).orElse(false)) {
      boolean _ =
          store.settle(
              after.get(), CallResult.NOT_REACHED, "Twilio knows no call to the other one", now);
    }
  }

  private Optional<CallOrder> note(CallOrder order, CallSid sid, CallOrderUpdate news) {
    return store.told(
        order.id(), sid, news, OutboundWebhooks.RETRY, now.plus(CallPlacement.CHECK), now);
  }
}
