package app.kolan.server.bootstrap;

import app.kolan.server.nodes.Nodes;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.MediaSockets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the calls of a server that stops: within one deadline they end by themselves, and near it
/// they go on at another node, where there is one, or else are cut off.
/*
 *   stop            the last part of the grace            the grace is over
 *    ├── talks end by themselves ──┼── talks move between two turns ──┼── the others are closed
 */
record CallDrain(ActiveCalls calls, CallRecovery recovery, MediaSockets sockets, Nodes nodes) {
  private static final Logger LOG = LoggerFactory.getLogger(CallDrain.class);

  /// A turn is over within it, mostly.
  private static final Duration LONGEST_MOVE = Duration.ofSeconds(30);

  /// In which calls that are cut off write down what was said.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// The last part of a grace, in which talks move.
  static Duration move(Duration grace) {
    Duration quarter = grace.dividedBy(4);
    return quarter.compareTo(LONGEST_MOVE) < 0 ? quarter : LONGEST_MOVE;
  }

  /// Gives calls this long, all together, to end by themselves, and closes the streams of the
  /// others: where there is another node, each in a pause between two turns if one comes in time.
  /// Twilio then asks what to do with those: another node, or this one, as far as it asks at once.
  /// Only where there is no other node is a request waited for that a call is to come back with. An
  /// interrupt ends the wait.
  ///
  /// @param move the last part of the grace, in which talks go on at another node
  void run(Duration grace, Duration move) {
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      boolean over =
          nodes.hasOthers()
              ? awaitAndMove(grace.minus(move), deadline)
              : calls.awaitConversations(grace) && calls.awaitRequests(until(deadline));
      if (!over) {
        LOG.atWarn().addKeyValue("streams", sockets.count()).log("calls are cut off by the stop");
      }
      leave();
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

  /// Whether no conversation is left.
  private boolean awaitAndMove(Duration byThemselves, long deadline) throws InterruptedException {
    if (calls.awaitConversations(byThemselves)) {
      return true;
    }
    LOG.atInfo()
        .addKeyValue("streams", sockets.count())
        .log("talks go on at another node, each when a turn is over");
    leave();
    sockets.closeBetweenTurns();
    return calls.awaitConversations(until(deadline));
  }

  /// From now on a stream that is closed here is left to other nodes. Once or twice.
  private void leave() {
    nodes.leave();
    recovery.close();
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
