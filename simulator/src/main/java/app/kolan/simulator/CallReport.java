package app.kolan.simulator;

import app.kolan.simulator.script.ScriptFailure;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What happened in one call.
///
/// @param moments in the order of their recording
/// @param failures the lines of the script that were not fulfilled
/// @param callerSide what the caller said, from the answer to the end, at 8,000 samples a second
/// @param agentSide what the caller heard; as long as `callerSide`, so that
///   [app.kolan.twilio.audio.Wav#stereo] makes the call's file of both
/// @param end why it ended
/// @param length from the answer; zero for a call that was never answered
public record CallReport(
    String callSid,
    List<CallMoment> moments,
    List<ScriptFailure> failures,
    Pcm callerSide,
    Pcm agentSide,
    CallEnd end,
    Duration length) {
  public CallReport {
    moments = List.copyOf(moments);
    failures = List.copyOf(failures);
  }

  /// The problems that Twilio would have raised, in order.
  public List<Problem> problems() {
    return moments(CallMoment.ProblemRaised.class).map(CallMoment.ProblemRaised::problem).toList();
  }

  /// The same without the 31921 that ends each healthy conversation.
  public List<Problem> unexpectedProblems() {
    var expected = new ExpectedProblems();
    return moments.stream()
        .filter(moment -> !expected.isExpected(moment))
        .filter(CallMoment.ProblemRaised.class::isInstance)
        .map(moment -> ((CallMoment.ProblemRaised) moment).problem())
        .toList();
  }

  /// How often Twilio would have raised the problem with this code.
  public int timesRaised(int code) {
    return (int) problems().stream().filter(problem -> problem.code() == code).count();
  }

  /// The moments of one kind.
  public <M extends CallMoment> Stream<M> moments(Class<M> kind) {
    return moments.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// Whether the scripted person ended it: the caller, or the callee when the server placed the
  /// call.
  public boolean endedByCaller() {
    return end == CallEnd.CALLER_HUNG_UP;
  }

  /// Whether instructions or the REST interface ended it, and not the caller or a failure.
  public boolean endedByServer() {
    return switch (end) {
      case DOCUMENT_ENDED, HANGUP_VERB, REJECTED, BUSY, COMPLETED_BY_REST -> true;
      case CALLER_HUNG_UP,
          INSTRUCTIONS_FAILED,
          CALLEE_BUSY,
          NOT_ANSWERED,
          UNREACHABLE,
          CARRIER_CLOSED ->
          false;
    };
  }

  /// The whole call as a printout, one line for each moment.
  public String printout() {
    var text = new StringBuilder();
    moments.forEach(moment -> text.append(moment.line()).append('\n'));
    failures.forEach(failure -> text.append("FAILED     ").append(failure).append('\n'));
    return text.toString();
  }
}
