package app.kolan.simulator;

import app.kolan.twilio.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// The moments of one call, in the order of their recording, and the call's own time.
///
/// Any thread may write; the listener is called by one thread at a time.
final class CallLog {
  private final double pace;
  private final Consumer<CallMoment> listener;
  private final long begin = System.nanoTime();
  private final List<CallMoment> moments = new ArrayList<>();

  CallLog(double pace, Consumer<CallMoment> listener) {
    this.pace = pace;
    this.listener = listener;
  }

  /// The call's own time since it began to ring.
  Duration now() {
    return Duration.ofNanos((long) ((System.nanoTime() - begin) * pace));
  }

  /// Adds the moment that happens now.
  synchronized void add(Function<Duration, CallMoment> momentAt) {
    CallMoment moment = momentAt.apply(now());
    moments.add(moment);
    listener.accept(moment);
  }

  void problem(Problem problem, String detail) {
    add(at -> new CallMoment.ProblemRaised(at, problem, detail));
  }

  synchronized List<CallMoment> moments() {
    return List.copyOf(moments);
  }
}
