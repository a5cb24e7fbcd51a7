package app.kolan.simulator;

import app.kolan.simulator.fault.Stage;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Connects the call to another number: `<Dial>`. What becomes of it is in the settings; whoever
/// answers speaks without words and hangs up in the end.
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

  /// @return where the call goes on; empty for the next verb
  Optional<Next> dial() throws Detour, InterruptedException {
    call.comesTo(Stage.Point.DIAL);
    String status =
        switch (call.settings().dial()) {
          case DialOutcome.Answered(var ringing, var talking) -> {
            play(Mulaw.silence(ringing));
            tell("answered");
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
    tell(status);
    String action = verb.action();
    if (action == null) {
      return Optional.empty();
    }
    FormPairs told = FormPairs.of("DialCallStatus", status, "DialCallSid", NewSid.of("CA"));
    if (call.settings().dial() instanceof DialOutcome.Answered(var _, var talking)) {
      told = told.with("DialCallDuration", Long.toString(talking.toSeconds()));
    }
    return Optional.of(new Next.Ask(call.resolve(document, action), told));
  }

  private void play(Mulaw sound) throws Detour, InterruptedException {
    new Prompter(call).play(sound, _ -> false);
  }

  private void tell(String status) {
    var number = new PhoneNumber(verb.number());
    call.log().add(at -> new CallMoment.Dialled(at, number, status));
  }
}
