package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Connects the call to another number: `<Dial>`. A [Callee] of that number answers, hears the
/// whisper, and talks by his script; without one the settings give the outcome, and a callee who
/// answers produces synthetic speech and then hangs up.
///
/// Source: https://www.twilio.com/docs/voice/twiml/dial
final class Dialler {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  private final VerbContext call;
  private final Document document;
  private final Verb.Dial verb;
  private final URI restUrl;
  private final Executor executor;
  private final PhoneNumber number;
  private final String legSid = NewSid.of("CA");
  private final RingTone ringTone;
  private boolean bridged;
  private Duration talked = Duration.ZERO;
  private int sequence;

  Dialler(VerbContext call, Document document, Verb.Dial verb, URI restUrl, Executor executor) {
    this.call = call;
    this.document = document;
    this.verb = verb;
    this.restUrl = restUrl;
    this.executor = executor;
    number = new PhoneNumber(verb.number());
    ringTone = RingTone.of(verb.ringTone(), number);
  }

  /// @return where the call continues; empty for the next verb
  Optional<NextInstructions> dial() throws VerbInterruption, InterruptedException {
    call.comesTo(CallStep.Point.DIAL);
    Optional<Callee> callee = call.callees().findDialled(number);
    DialOutcome outcome = callee.map(Callee::outcome).orElse(call.settings().dial());
    Duration longest = Objects.requireNonNullElse(verb.timeout(), USUAL_TIMEOUT);
    tell("initiated");
    String status =
        switch (outcome) {
          case DialOutcome.Answered(var ringing, var _)
              when callee.isPresent() && ringing.compareTo(longest) > 0 ->
              unanswered(longest);
          case DialOutcome.Answered(var ringing, var talking) -> {
            ring(ringing);
            log("answered");
            tell("in-progress");
            if (callee.isPresent()) {
              talk(callee.get());
            } else {
              bridged = true;
              talked = talking;
              play(Sounds.speechLike(call.callSid(), talking));
            }
            yield "completed";
          }
          case DialOutcome.Busy() -> "busy";
          case DialOutcome.NoAnswer() -> unanswered(longest);
          case DialOutcome.Failed() -> "failed";
        };
    log(status);
    tell(status);
    String action = verb.action();
    if (action == null) {
      return Optional.empty();
    }
    FormPairs parameters =
        FormPairs.of(
            "DialCallStatus",
            status,
            "DialCallSid",
            legSid,
            "DialBridged",
            Boolean.toString(bridged));
    if (status.equals("completed")) {
      parameters =
          parameters.with("DialCallDuration", Long.toString(StatusCallbackSender.seconds(talked)));
    }
    return Optional.of(new NextInstructions.Ask(call.resolve(document, action), parameters));
  }

  private void ring(Duration ringing) throws VerbInterruption, InterruptedException {
    tell("ringing");
    long frames = ringing.dividedBy(Mulaw.FRAME_LENGTH);
    Duration from = call.line().length();
    try {
      for (long i = 0; i < frames; i++) {
        var _ = call.line().frame(_ -> ringTone.get());
      }
    } catch (VerbInterruption over) {
      tell("canceled");
      throw over;
    } finally {
      rang(from);
    }
  }

  /// The caller has heard ringing until now.
  private void rang(Duration from) {
    Duration to = call.line().length();
    call.log().add(at -> new CallMoment.Rang(at, ringTone.country(), from, to));
  }

  /// The leg's status callback. An event goes by the name of its status.
  private void tell(String status) {
    String callback = verb.statusCallback();
    if (callback == null) {
      return;
    }
    FormPairs form =
        FormPairs.of(
            "CallSid",
            legSid,
            "ParentCallSid",
            call.callSid(),
            "AccountSid",
            call.settings().accountSid(),
            "From",
            Objects.requireNonNullElse(verb.callerId(), call.settings().caller().value()),
            "To",
            number.value(),
            "CallStatus",
            status,
            "Direction",
            "outbound-dial",
            "CallbackSource",
            "call-progress-events",
            "SequenceNumber",
            Integer.toString(sequence++),
            "Timestamp",
            StatusCallbackSender.now());
    FormPairs told =
        status.equals("completed")
            ? form.with("CallDuration", Long.toString(StatusCallbackSender.seconds(talked)))
            : form;
    Optional<URI> url = document.resolve(callback);
    if (url.isPresent()) {
      var _ = call.callbacks().send(url.get(), status, told);
    }
  }

  private String unanswered(Duration ringing) throws VerbInterruption, InterruptedException {
    ring(ringing);
    return "no-answer";
  }

  /// He answers; of the whisper the caller hears nothing: it goes on ringing if it is to ring until
  /// the two are connected, and is silent otherwise.
  private void talk(Callee callee) throws VerbInterruption, InterruptedException {
    String given = verb.callerId();
    var callerId = given == null ? call.settings().caller() : new PhoneNumber(given);
    var leg = new CalleeLeg(call, legSid, number, callerId, callee, restUrl, executor);
    String whisper = verb.whisper();
    CompletableFuture<CallEnd> whispered =
        leg.answer(whisper == null ? null : call.resolve(document, whisper));
    Duration began = call.line().length();
    var recording = new DialRecorder(call, document, verb.recording(), restUrl);
    try {
      if (whisper(whispered) == CallEnd.DOCUMENT_ENDED) {
        call.line().addTap(recording);
        leg.talk();
      }
    } catch (VerbInterruption over) {
      talked = call.line().length().minus(began);
      tell("completed");
      throw over;
    } finally {
      call.line().removeTap(recording);
      bridged = leg.isBridged();
      talked = call.line().length().minus(began);
      leg.end(whispered);
      recording.keep();
    }
  }

  /// Waits for the end of the whisper.
  ///
  /// @return how it ended
  private CallEnd whisper(CompletableFuture<CallEnd> whispered)
      throws VerbInterruption, InterruptedException {
    Duration from = call.line().length();
    Supplier<Mulaw> meanwhile = verb.answerOnBridge() ? ringTone : () -> Mulaw.SILENT_FRAME;
    try {
      return call.line().during(whispered, meanwhile);
    } finally {
      if (verb.answerOnBridge()) {
        rang(from);
      }
    }
  }

  private void play(Mulaw sound) throws VerbInterruption, InterruptedException {
    new Prompter(call).play(sound, _ -> false);
  }

  private void log(String status) {
    call.log().add(at -> new CallMoment.Dialled(at, number, status));
  }
}
