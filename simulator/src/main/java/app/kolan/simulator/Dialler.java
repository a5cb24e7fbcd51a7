package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Connects the call to another number: `<Dial>`. The settings give the outcome; a callee who
/// answers produces synthetic speech and then hangs up.
///
/// Source: https://www.twilio.com/docs/voice/twiml/dial
final class Dialler {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  private final VerbContext call;
  private final Document document;
  private final Verb.Dial verb;

  Dialler(VerbContext call, Document document, Verb.Dial verb) {
    this.call = call;
    this.document = document;
    this.verb = verb;
  }

  /// @return where the call continues; empty for the next verb
  Optional<NextInstructions> dial() throws VerbInterruption, InterruptedException {
    call.comesTo(CallStep.Point.DIAL);
    String status =
        switch (call.settings().dial()) {
          case DialOutcome.Answered(var ringing, var talking) -> {
            play(Mulaw.silence(ringing));
            log("answered");
            play(Sounds.speechLike(call.callSid(), talking));
            yield "completed";
          }
          case DialOutcome.Busy() -> "busy";
          case DialOutcome.NoAnswer() -> {
            play(Mulaw.silence(Objects.requireNonNullElse(verb.timeout(), USUAL_TIMEOUT)));
            yield "no-answer";
          }
          case DialOutcome.Failed() -> "failed";
        };
    log(status);
    String action = verb.action();
    if (action == null) {
      return Optional.empty();
    }
    FormPairs parameters = FormPairs.of("DialCallStatus", status, "DialCallSid", NewSid.of("CA"));
    if (call.settings().dial() instanceof DialOutcome.Answered(var _, var talking)) {
      parameters = parameters.with("DialCallDuration", Long.toString(talking.toSeconds()));
    }
    return Optional.of(new NextInstructions.Ask(call.resolve(document, action), parameters));
  }

  private void play(Mulaw sound) throws VerbInterruption, InterruptedException {
    new Prompter(call).play(sound, _ -> false);
  }

  private void log(String status) {
    var number = new PhoneNumber(verb.number());
    call.log().add(at -> new CallMoment.Dialled(at, number, status));
  }
}
