package app.kolan.server.bootstrap;

import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.List;

/// Gives places back that this node holds for calls which have begun to talk at another one, or are
/// over: nobody tells the node that answered their first webhook.
final class AdmissionReclaimer implements PollingLoop.Work, AutoCloseable {
  /// Longer than most greetings: until then a stream is awaited without asking.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int MOST_AT_ONCE = 500;

  private final ActiveCalls calls;
  private final SharedCalls shared;
  private final PollingLoop loop = new PollingLoop("admission-reclaimer", this);

  private AdmissionReclaimer(ActiveCalls calls, SharedCalls shared) {
    this.calls = calls;
    this.shared = shared;
  }

  static AdmissionReclaimer start(ActiveCalls calls, SharedCalls shared) {
    var reclaimer = new AdmissionReclaimer(calls, shared);
    reclaimer.loop.start();
    return reclaimer;
  }

  @Override
  public void begin() {}

  @Override
  public void round() {
    List<CallSid> awaited = calls.awaitedFor(PAUSE, MOST_AT_ONCE);
    if (!awaited.isEmpty()) {
      calls.awaitNoMore(shared.begunOrOver(awaited));
    }
  }

  @Override
  public Duration pause() {
    return PAUSE;
  }

  @Override
  public void close() {
    loop.close();
  }
}
