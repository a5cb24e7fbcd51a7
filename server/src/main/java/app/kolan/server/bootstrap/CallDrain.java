package app.kolan.server.bootstrap;

import app.kolan.server.nodes.Nodes;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.MediaSockets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the calls of a server that stops: within one deadline they end by themselves, and after it
/// they go on at another node, where there is one, or are cut off.
record CallDrain(ActiveCalls calls, CallRecovery recovery, MediaSockets sockets, Nodes nodes) {
  private static final Logger LOG = LoggerFactory.getLogger(CallDrain.class);

  /// In which calls that are cut off write down what was said.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// Gives calls this long, all together, to end by themselves, and closes the streams of the
  /// others. Twilio then asks what to do with those: another node, or this one, as far as it asks
  /// at once. Only where there is no other node is a request waited for that a call is to come back
  /// with. An interrupt ends the wait.
  void run(Duration grace) {
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      boolean over =
          calls.awaitConversations(grace)
              && (nodes.hasOthers() || calls.awaitRequests(until(deadline)));
      if (!over) {
        LOG.atWarn().addKeyValue("streams", sockets.count()).log("calls are cut off by the stop");
      }
      nodes.leave();
      recovery.close();
      sockets.closeAll();
      long last = System.nanoTime() + LAST_WORDS.toNanos();
      calls.awaitConversations(LAST_WORDS);
      if (!over && !grace.isZero() && !nodes.hasOthers()) {
        calls.awaitRequests(until(last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
