package app.kolan.server.bootstrap;

import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.MediaSockets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the calls of a server that stops and takes no new ones.
record CallDrain(ActiveCalls calls, CallRecovery recovery, MediaSockets sockets) {
  private static final Logger LOG = LoggerFactory.getLogger(CallDrain.class);

  /// In which calls that are cut off write down what was said.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// Gives calls this long, all together, to end by themselves, and cuts off the others. Twilio is
  /// then told what to do with those, as far as it asks at once. An interrupt ends the wait.
  void run(Duration grace) {
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      boolean over = calls.awaitConversations(grace) && calls.awaitRequests(until(deadline));
      if (!over) {
        LOG.atWarn().addKeyValue("streams", sockets.count()).log("calls are cut off by the stop");
      }
      recovery.close();
      sockets.closeAll();
      long last = System.nanoTime() + LAST_WORDS.toNanos();
      calls.awaitConversations(LAST_WORDS);
      if (!over && !grace.isZero()) {
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
