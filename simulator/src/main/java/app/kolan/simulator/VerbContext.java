package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Stage;
import app.kolan.simulator.stream.StreamHabits;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the verbs of one call share.
record VerbContext(
    CallParameters facts,
    CarrierSettings settings,
    CallLine line,
    CallLog log,
    FaultyWire wire,
    Callbacks callbacks,
    RecordingStore recordings,
    CallFaults faults) {
  String callSid() {
    return facts.callSid();
  }

  /// The standard parameters as they are now.
  FormPairs parameters() {
    return facts.parameters(line.isAnswered() ? CallStatus.IN_PROGRESS : CallStatus.RINGING);
  }

  /// The call comes to a step, at which the caller may hang up. Only on the call's thread.
  void comesTo(Stage stage) {
    if (faults.hangsUpAt(stage)) {
      line.turnTo(new Detour.CallOver(CallEnd.CALLER_HUNG_UP));
    }
  }

  /// How this call's streams behave.
  StreamHabits habits() {
    Unsettled unsettled = settings.unsettled();
    return new StreamHabits(
        unsettled.length(Assumption.FIRST_TIMESTAMP),
        unsettled.is(Assumption.SILENCE, "sent"),
        unsettled.is(Assumption.CHUNKS, "per-track"),
        faults.take(Fault.MarksLate.class).map(Fault.MarksLate::by).orElse(Duration.ZERO));
  }

  /// The parameters that a stream is told of.
  Map<String, String> parameters(Verb.Stream stream) {
    int most = settings.unsettled().number(Assumption.MOST_PARAMETERS).orElse(Integer.MAX_VALUE);
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

  /// A length of the call's time in real time.
  Duration real(Duration length) {
    return Duration.ofNanos((long) (length.toNanos() / settings.pace()));
  }

  /// A URL of a document in full; the call fails when it is none.
  URI resolve(Document document, String reference) throws Detour {
    var resolved = document.resolve(reference);
    if (resolved.isEmpty()) {
      log.problem(Problems.INVALID_URL, "an address in the instructions is not a URL");
      throw new Detour.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
    return resolved.get();
  }
}
