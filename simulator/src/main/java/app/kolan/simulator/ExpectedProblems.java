package app.kolan.simulator;

import app.kolan.simulator.CallMoment.StreamEnded;
import app.kolan.twilio.problem.Problems;

/// Tells the one problem that a healthy server causes from all others: 31921 after a close with
/// 1000, which is how a server ends a conversation. After any other code it is a fault: 1001 is a
/// server that was stopped, 1008 a stream that it refused.
///
/// It is given each moment of one call, in order.
public final class ExpectedProblems {
  private static final int NORMAL = 1000;

  private boolean closedAsUsual;

  /// Whether the moment is a problem that is expected.
  public boolean isExpected(CallMoment moment) {
    if (moment instanceof StreamEnded ended) {
      closedAsUsual = ended.by() == StreamEnded.By.SERVER && ended.closeCode() == NORMAL;
    }
    return closedAsUsual
        && moment instanceof CallMoment.ProblemRaised(_, var problem, _)
        && problem.equals(Problems.STREAM_CLOSED);
  }
}
