package app.kolan.simulator;

import java.time.Duration;

/// Somebody whom the server can have called: by a call of its own, or by `<Dial>`.
///
/// @param outcome what comes of calling; of an answer only the ringing counts, since the plan says
///   how long it lasts
/// @param plan who answers, and what he does
/// @param answeredBy what the detection of answering machines finds: `human`, `machine_start`,
///   `machine_end_beep`, `machine_end_silence`, `machine_end_other`, `fax` or `unknown`
/// @param detectedAfter how long after the answer it is found, in the call's time
public record Callee(
    DialOutcome outcome, CallPlan plan, String answeredBy, Duration detectedAfter) {
  /// The words of the detection.
  ///
  /// Source: https://www.twilio.com/docs/voice/answering-machine-detection
  private static final String WORDS =
      "human|machine_start|machine_end_(beep|silence|other)|fax|unknown";

  private static final Duration USUAL_DETECTION = Duration.ofSeconds(3);

  public Callee {
    if (!answeredBy.matches(WORDS)) {
      throw new IllegalArgumentException("the detection finds no " + answeredBy);
    }
  }

  /// Somebody who answers after two seconds of ringing.
  public static Callee answering(CallPlan plan) {
    return answering(plan, Duration.ofSeconds(2));
  }

  /// Somebody who answers after so much ringing.
  public static Callee answering(CallPlan plan, Duration ringing) {
    return new Callee(
        new DialOutcome.Answered(ringing, Duration.ZERO), plan, "human", USUAL_DETECTION);
  }

  /// The same, found to be something else so long after the answer.
  public Callee detectedAs(String word, Duration after) {
    return new Callee(outcome, plan, word, after);
  }

  /// The same with another outcome.
  public Callee with(DialOutcome other) {
    return new Callee(other, plan, answeredBy, detectedAfter);
  }
}
