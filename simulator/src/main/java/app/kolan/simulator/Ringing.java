package app.kolan.simulator;

import app.kolan.twilio.webhook.CallStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An outbound call until it is answered. The settings give the outcome, as for every dialled
/// number.
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
  void ring(Duration longest) throws VerbInterruption, InterruptedException {
    progress.send(CallProgress.Event.INITIATED, CallStatus.INITIATED);
    switch (call.settings().dial()) {
      case DialOutcome.Busy() -> throw new VerbInterruption.CallOver(CallEnd.CALLEE_BUSY);
      case DialOutcome.Failed() -> throw new VerbInterruption.CallOver(CallEnd.UNREACHABLE);
      case DialOutcome.NoAnswer() -> ringInVain(longest);
      case DialOutcome.Answered(var ringing, var _) -> {
        if (ringing.compareTo(longest) > 0) {
          ringInVain(longest);
        }
        ringFor(ringing);
      }
    }
    call.line().answer();
    progress.send(CallProgress.Event.ANSWERED, CallStatus.IN_PROGRESS);
  }

  private void ringInVain(Duration time) throws VerbInterruption, InterruptedException {
    ringFor(time);
    throw new VerbInterruption.CallOver(CallEnd.NOT_ANSWERED);
  }

  private void ringFor(Duration time) throws VerbInterruption, InterruptedException {
    progress.send(CallProgress.Event.RINGING, CallStatus.RINGING);
    long nanos = (long) (time.toNanos() / call.settings().pace());
    var ringTimeout =
        new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    call.line().during(ringTimeout);
  }
}
