package app.kolan.simulator;

import app.kolan.carrier.problem.Problem;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.webhook.CallStatus;
import java.net.URI;

/// What the verbs of one call share.
record LiveCall(
    CallFacts facts,
    CarrierSettings settings,
    CallLine line,
    CallLog log,
    Wire wire,
    Callbacks callbacks,
    RecordingShelf shelf) {
  static final Problem INVALID_URL = new Problem(11100, Problem.Level.ERROR, "Invalid URL format");

  String callSid() {
    return facts.callSid();
  }

  /// The standard parameters as they are now.
  FormPairs parameters() {
    return facts.parameters(line.isAnswered() ? CallStatus.IN_PROGRESS : CallStatus.RINGING);
  }

  /// A URL of a document in full; the call fails when it is none.
  URI resolve(Document document, String reference) throws Detour {
    var resolved = document.resolve(reference);
    if (resolved.isEmpty()) {
      log.problem(INVALID_URL, "an address in the instructions is not a URL");
      throw new Detour.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
    return resolved.get();
  }
}
