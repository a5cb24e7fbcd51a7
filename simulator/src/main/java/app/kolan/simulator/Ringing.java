package app.kolan.simulator;

import app.kolan.twilio.webhook.CallStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A call that the server placed, until somebody answers it. What becomes of it is in the settings,
/// as with every number that the server has called.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
final class Ringing {
  private final VerbContext call;
  private final CallProgress progress;

  Ringing(VerbContext call, CallProgress progress) {
    this.call = call;
    this.progress = progress;
  }

  /// Returns when the call is answered.
  ///
  /// @throws Detour.CallOver when nobody answers
  void ring(Duration longest) throws Detour, InterruptedException {
    progress.tell(CallProgress.Event.INITIATED, CallStatus.INITIATED);
    switch (call.settings().dial()) {
      case DialOutcome.Busy() -> throw new Detour.CallOver(CallEnd.CALLEE_BUSY);
      case DialOutcome.Failed() -> throw new Detour.CallOver(CallEnd.UNREACHABLE);
      case DialOutcome.NoAnswer() -> ringInVain(longest);
      case DialOutcome.Answered(var ringing, var _) -> {
        if (ringing.compareTo(longest) > 0) {
          ringInVain(longest);
        }
        ringFor(ringing);
      }
    }
    call.line().answer();
    progress.tell(CallProgress.Event.ANSWERED, CallStatus.IN_PROGRESS);
  }

  private void ringInVain(Duration time) throws Detour, InterruptedException {
    ringFor(time);
    throw new Detour.CallOver(CallEnd.NOT_ANSWERED);
  }

  private void ringFor(Duration time) throws Detour, InterruptedException {
    progress.tell(CallProgress.Event.RINGING, CallStatus.RINGING);
    long nanos = (long) (time.toNanos() / call.settings().pace());
    var rung = new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    call.line().during(rung);
  }
}
