package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.stream.StreamBehavior;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The context that the verbs of one call share.
record VerbContext(
    CallParameters facts,
    CarrierSettings settings,
    CallLine line,
    CallLog log,
    FaultyServerClient client,
    Callbacks callbacks,
    SimulatedRecordings recordings,
    CallFaults faults,
    Callees callees) {
  String callSid() {
    return facts.callSid();
  }

  /// The standard parameters as they are now.
  FormPairs parameters() {
    return facts.parameters(line.isAnswered() ? CallStatus.IN_PROGRESS : CallStatus.RINGING);
  }

  /// The call reaches a step, at which a fault may make the caller hang up. Only on the call's
  /// thread.
  void comesTo(CallStep stage) {
    if (faults.hangsUpAt(stage)) {
      line.turnTo(new VerbInterruption.CallOver(CallEnd.CALLER_HUNG_UP));
    }
  }

  /// How this call's streams behave.
  StreamBehavior streamBehavior() {
    Assumptions assumptions = settings.assumptions();
    return new StreamBehavior(
        assumptions.length(Assumption.FIRST_TIMESTAMP),
        assumptions.is(Assumption.SILENCE, "sent"),
        assumptions.is(Assumption.CHUNKS, "per-track"),
        faults.take(Fault.MarksLate.class).map(Fault.MarksLate::by).orElse(Duration.ZERO));
  }

  /// The parameters that a stream's `start` message carries.
  Map<String, String> parameters(Verb.Stream stream) {
    int most = settings.assumptions().number(Assumption.MOST_PARAMETERS).orElse(Integer.MAX_VALUE);
    if (stream.parameters().size() <= most) {
      return stream.parameters();
    }
    log.problem(
        Problems.SCHEMA_VALIDATION, "a <Stream> has more than %d parameters".formatted(most));
    var kept = new LinkedHashMap<String, String>();
    stream.parameters().entrySet().stream()
        .limit(most)
        .forEach(parameter -> kept.put(parameter.getKey(), parameter.getValue()));
    return kept;
  }

  /// Converts a duration of the call's time to real time.
  Duration real(Duration length) {
    return Duration.ofNanos((long) (length.toNanos() / settings.pace()));
  }

  /// Resolves a URL of a document; the call fails when it is invalid.
  URI resolve(Document document, String reference) throws VerbInterruption {
    var resolved = document.resolve(reference);
    if (resolved.isEmpty()) {
      log.problem(Problems.INVALID_URL, "an address in the instructions is not a URL");
      throw new VerbInterruption.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
    return resolved.get();
  }
}
