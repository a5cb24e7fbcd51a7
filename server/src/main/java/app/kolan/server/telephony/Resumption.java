package app.kolan.server.telephony;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a talk goes on at this node, or at any other, after the stream that it had with
/// another one is over: that node was killed, cut off, or stops.
///
/// Safe to share.
/*
 *   stream at A breaks ──▶ Twilio asks B what to do ──▶ B makes another ticket ──▶ stream at B or C
 *
 * Nobody has to be sure that A is dead. The ticket makes A's stream one that settles nothing any
 * more. What has to be told apart is a request about another stream than the one that talks, such
 * as a second one that was refused: it names its stream, or is about a talk that has just begun.
 * Of such a talk its node is asked; one that was killed does not answer.
 */
public final class Resumption {
  /// A talk goes on where it was.
  private static final Resumption NONE = new Resumption(Nodes.ALONE, null, InstantSource.system());

  /// A second stream is refused sooner after the first has begun.
  private static final Duration JUST_BEGUN = Duration.ofSeconds(3);

  /// Longer than a node waits before it fetches a caller back.
  private static final Duration LATELY = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private final Nodes nodes;
  private final @Nullable SharedCalls shared;
  private final InstantSource clock;
  private final Tickets tickets = new Tickets();
  private volatile Function<String, Optional<Set<CallSid>>> talks = _ -> Optional.empty();

  /// @param shared null where no other node can use the database
  /// @param clock one that the nodes agree on
  public Resumption(Nodes nodes, @Nullable SharedCalls shared, InstantSource clock) {
    this.nodes = nodes;
    this.shared = shared;
    this.clock = clock;
  }

  /// From now on nodes are asked which talks they have.
  ///
  /// @param of by the identifier of a node; empty when it does not answer; may block for seconds
  public void askBy(Function<String, Optional<Set<CallSid>>> of) {
    talks = of;
  }

  /// Talks go on nowhere else: there is one server.
  public static Resumption none() {
    return NONE;
  }

  /// Twilio asks what to do with a call whose stream is over, and which no stream of this node has.
  ///
  /// @param ended the stream, if Twilio names it
  /// @return whether it goes on by another ticket, which the ledger then has
  boolean resume(LoggedCall call, @Nullable StreamSid ended) {
    SharedCalls calls = shared;
    if (calls == null || !isLost(call, ended)) {
      return false;
    }
    boolean resumed = calls.resume(call, tickets.fresh(), isPlanned(call), clock.instant());
    if (resumed) {
      LOG.atInfo()
          .addKeyValue("node", call.node())
          .addKeyValue("times", call.resumes() + 1)
          .log("a talk goes on after its node was lost or stopped");
    }
    return resumed;
  }

  private boolean isLost(LoggedCall call, @Nullable StreamSid ended) {
    if (call.outcome() != CallOutcome.OPEN) {
      return false;
    }
    if (!call.ticketSpent()) {
      // The stream never began: one that was to go on, or one that a leaving node has refused.
      return call.resumes() > 0 || nodes.all().stream().anyMatch(node -> !node.takesCalls());
    }
    String node = call.node();
    return node != null && (isOwn(node) ? nodes.isLeaving() : !mayTalk(call, node, ended));
  }

  /// Whether the talk's node stops because somebody wants it to, and has said so.
  private boolean isPlanned(LoggedCall call) {
    String node = call.node();
    return node != null
        && ((isOwn(node) && nodes.isLeaving())
            || nodes.all().stream()
                .anyMatch(
                    known -> known.id().equals(node) && known.state() == Node.State.DRAINING));
  }

  /// Whether another node may hold the talk still, so that its end is to come.
  boolean mayTalkElsewhere(LoggedCall call, @Nullable StreamSid ended) {
    String node = call.node();
    return shared != null
        && node != null
        && !isOwn(node)
        && call.ticketSpent()
        && mayTalk(call, node, ended);
  }

  /// Blocks where the node is asked.
  private boolean mayTalk(LoggedCall call, String node, @Nullable StreamSid ended) {
    if (!nodes.live().contains(node)) {
      return false;
    }
    if (ended != null) {
      return !ended.equals(call.stream());
    }
    Instant begun = call.streamAt();
    return begun != null
        && begun.plus(JUST_BEGUN).isAfter(clock.instant())
        && talks.apply(node).filter(its -> its.contains(call.sid())).isPresent();
  }

  /// Notes for a call's own node that Twilio has asked here, so that it does not fetch the caller
  /// back from what he does now.
  void noteAsked(LoggedCall call) {
    SharedCalls calls = shared;
    String node = call.node();
    if (calls != null && node != null && !isOwn(node) && nodes.live().contains(node)) {
      try {
        calls.asked(call.sid(), clock.instant());
      } catch (StoreException e) {
        LOG.atWarn().addKeyValue("code", e.code()).log("another node may fetch a caller back");
      }
    }
  }

  /// Whether Twilio has asked another node about a call of this one, lately.
  ///
  /// @throws StoreException when that cannot be known
  public boolean wasAskedElsewhere(CallSid call) {
    SharedCalls calls = shared;
    return calls != null && calls.wasAsked(call, clock.instant().minus(LATELY));
  }

  private boolean isOwn(String node) {
    return node.equals(nodes.id());
  }
}
