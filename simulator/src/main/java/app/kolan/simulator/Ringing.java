package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An outbound call until it is answered. The settings give the outcome, as for every dialled
/// number.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
final class Ringing {
  private static final Duration USUAL_DETECTION = Duration.ofSeconds(3);

  private final VerbContext call;
  private final StatusCallbackSender progress;
  private final CallOrigin.Outbound origin;
  private final Optional<Callee> callee;

  Ringing(VerbContext call, StatusCallbackSender progress, CallOrigin.Outbound origin) {
    this.call = call;
    this.progress = progress;
    this.origin = origin;
    callee = call.callees().find(call.settings().called());
  }

  /// Returns when the call is answered.
  ///
  /// @return what was found to have answered, when the request for instructions waits for that
  /// @throws VerbInterruption.CallOver when nobody answers
  Optional<String> ring() throws VerbInterruption, InterruptedException {
    Duration longest = origin.longestRinging();
    progress.send(StatusCallbackSender.Event.INITIATED, CallStatus.INITIATED);
    switch (callee.map(Callee::outcome).orElse(call.settings().dial())) {
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
    progress.send(StatusCallbackSender.Event.ANSWERED, CallStatus.IN_PROGRESS);
    return detect();
  }

  private Optional<String> detect() throws VerbInterruption, InterruptedException {
    String found = callee.map(Callee::answeredBy).orElse("human");
    Duration after = callee.map(Callee::detectedAfter).orElse(USUAL_DETECTION);
    return switch (origin.detection()) {
      case MachineDetection.None() -> Optional.empty();
      case MachineDetection.Awaited() -> {
        new Prompter(call).play(Mulaw.silence(after), _ -> false);
        yield Optional.of(found);
      }
      case MachineDetection.Reported(var callback) -> {
        call.callbacks()
            .sendLater(
                call.real(after),
                callback,
                "answered by " + found,
                FormPairs.of(
                    "CallSid",
                    call.callSid(),
                    "AccountSid",
                    call.settings().accountSid(),
                    "AnsweredBy",
                    found,
                    "MachineDetectionDuration",
                    Long.toString(after.toMillis())));
        yield Optional.empty();
      }
    };
  }

  private void ringInVain(Duration time) throws VerbInterruption, InterruptedException {
    ringFor(time);
    throw new VerbInterruption.CallOver(CallEnd.NOT_ANSWERED);
  }

  private void ringFor(Duration time) throws VerbInterruption, InterruptedException {
    progress.send(StatusCallbackSender.Event.RINGING, CallStatus.RINGING);
    long nanos = (long) (time.toNanos() / call.settings().pace());
    var ringTimeout =
        new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    call.line().during(ringTimeout);
  }
}
