package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.script.CallerFrame;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Collects keys: `<Gather>`. Speech is not recognised: a caller who only speaks gives no input.
///
/// The first key ends the prompts. Without a key the next verb follows.
///
/// Source: https://www.twilio.com/docs/voice/twiml/gather
final class Gatherer {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

  private final VerbContext call;
  private final Document document;
  private final Verb.Gather verb;
  private final StringBuilder digits = new StringBuilder();
  private boolean finished;

  Gatherer(VerbContext call, Document document, Verb.Gather verb) {
    this.call = call;
    this.document = document;
    this.verb = verb;
  }

  /// @return where the call continues; empty for the next verb
  Optional<NextInstructions> gather() throws VerbInterruption, InterruptedException {
    call.log().add(CallMoment.GatherStarted::new);
    call.comesTo(CallStep.Point.GATHER);
    var prompter = new Prompter(call, Problems.GATHER_PLAY_CONTENT_TYPE);
    for (Verb.Prompting prompt : verb.prompts()) {
      if (!prompter.prompt(document, prompt, this::takes)) {
        break;
      }
    }
    Duration timeout = Objects.requireNonNullElse(verb.timeout(), USUAL_TIMEOUT);
    Duration waited = Duration.ZERO;
    while (!finished && waited.compareTo(timeout) < 0) {
      waited = waited.plus(Mulaw.FRAME_LENGTH);
      if (takes(call.line().silentFrame())) {
        waited = Duration.ZERO;
      }
    }
    call.log().add(at -> new CallMoment.Gathered(at, digits.toString()));
    return digits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NextInstructions.Ask(action(), FormPairs.of("Digits", digits.toString())));
  }

  /// Takes the keys of a frame; whether there were any.
  private boolean takes(CallerFrame moment) {
    String finishOnKey = Objects.requireNonNullElse(verb.finishOnKey(), "#");
    for (char key : moment.digits().toCharArray()) {
      if (finishOnKey.indexOf(key) >= 0) {
        finished = true;
      } else if (!finished) {
        digits.append(key);
        Integer enough = verb.numDigits();
        finished = enough != null && digits.length() >= enough;
      }
    }
    return !moment.digits().isEmpty();
  }

  private URI action() throws VerbInterruption {
    String action = verb.action();
    URI current = document.url();
    return action == null && current != null
        ? current
        : call.resolve(document, Objects.requireNonNullElse(action, ""));
  }
}
