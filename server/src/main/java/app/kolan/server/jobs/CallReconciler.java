package app.kolan.server.jobs;

import app.kolan.server.nodes.Nodes;
import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.server.telephony.rest.PlacedCalls;
import app.kolan.server.telephony.rest.PlacedCalls.PlacedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out about calls whose end nobody has seen, by asking Twilio: those of nodes that are gone,
/// those of an earlier run of the one server, and those that came in long ago. A call that is over
/// is settled, with its message; one that is on, and whose node is gone, is fetched back by REST.
/// One of which nothing but its end is known came in while the database was away, and is written
/// down.
///
/// Calls of nodes that live are never touched: those that show signs of life, and those that answer
/// at their management port that they have the call, as one does that is cut off from the database
/// alone. Several nodes may look at once: each call is looked after by one of them.
public final class CallReconciler implements AutoCloseable, PollingLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(CallReconciler.class);

  /// A start leaves the machine to its callers first.
  private static final Duration AFTER_A_START = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_ALONE = Duration.ofMinutes(10);

  /// How often Twilio is asked for a call of which nothing is written down.
  private static final int MOST_ATTEMPTS = 60;

  private final Parts parts;
  private final InstantSource clock;
  private final Instant started;
  private final PollingLoop loop = new PollingLoop("call-reconciler", this);

  /// Calls that are over, as Twilio says, and may not be settled.
  private final Queue<Ended> over = new ConcurrentLinkedQueue<>();

  /// @param attempts that Twilio has not answered
  private record Ended(CallSid call, int attempts) {}

  /// What it works with.
  ///
  /// @param clients finds the REST client for the account of a call
  /// @param converses whether a call's business answers it by a two-way stream
  /// @param isPlacedTalk whether a call was placed so that the agent talks
  /// @param talks of another node, as it says itself; empty when it does not answer. Blocks for two
  ///   seconds at most
  /// @param streamEnded where Twilio is to ask about a call that is fetched back; null when that is
  ///   not known
  /// @param messages looks for what was recorded meanwhile
  /// @param unwritten writes down calls of which only the end was reported
  public record Parts(
      CallStore calls,
      SharedCalls shared,
      Nodes nodes,
      Function<CallSid, Optional<TwilioRest>> clients,
      Predicate<LoggedCall> converses,
      Predicate<CallSid> isPlacedTalk,
      Function<String, Optional<Set<CallSid>>> talks,
      @Nullable URI streamEnded,
      MissedMessages messages,
      UnwrittenCalls unwritten) {}

  private CallReconciler(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
    started = clock.instant();
  }

  /// Starts to look, a few seconds later.
  public static CallReconciler start(Parts parts, InstantSource clock) {
    var reconciler = new CallReconciler(parts, clock);
    parts.nodes().onGone(_ -> reconciler.loop.wake());
    reconciler.loop.start();
    return reconciler;
  }

  /// A call is over, as Twilio has said: asks for its end, if that was not told, and for the call
  /// itself, if it came in while the database was away. Does not wait.
  public void callEnded(CallSid call) {
    over.add(new Ended(call, 0));
    loop.wake();
  }

  @Override
  public void begin() {}

  @Override
  public void round() {
    settleOver();
    Instant now = clock.instant();
    if (now.isBefore(started.plus(AFTER_A_START)) && parts.nodes().isAlone()) {
      return;
    }
    if (!parts.nodes().canTellTheDead()) {
      return;
    }
    try {
      Instant since = null;
      var answers = new HashMap<String, Optional<Set<CallSid>>>();
      for (CallSid sid : parts.shared().findLeft(parts.nodes().live(), started, now)) {
        if (loop.isClosing()) {
          return;
        }
        Optional<LoggedCall> call =
            parts.shared().check(sid, now) ? parts.calls().find(sid) : Optional.empty();
        if (call.isPresent() && !isElsewhere(call.get(), answers) && isOver(call.get())) {
          Instant arrived = call.get().arrivedAt();
          since = since == null || arrived.isBefore(since) ? arrived : since;
        }
      }
      if (since != null) {
        boolean _ = parts.messages().find(since);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a node that shows no signs of life says that it has the call.
  ///
  /// @param answers of nodes in this round, in which each is asked once
  private boolean isElsewhere(LoggedCall call, Map<String, Optional<Set<CallSid>>> answers) {
    String node = call.node();
    return node != null
        && !parts.nodes().live().contains(node)
        && answers
            .computeIfAbsent(node, parts.talks())
            .filter(talks -> talks.contains(call.sid()))
            .isPresent();
  }

  /// One whose settling fails for good holds up no other: it is looked for as all calls are.
  private void settleOver() {
    var later = new ArrayList<Ended>();
    try {
      for (Ended ended = over.poll(); ended != null; ended = over.poll()) {
        if (!settleOver(ended)) {
          later.add(new Ended(ended.call(), ended.attempts() + 1));
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      over.addAll(later);
    }
  }

  /// @return false when Twilio is to be asked again about a call of which nothing is written down
  private boolean settleOver(Ended ended) throws InterruptedException {
    try {
      Optional<LoggedCall> call = parts.calls().find(ended.call());
      if (call.isEmpty()) {
        return parts.unwritten().writeEnded(ended.call()) != UnwrittenCalls.Result.NOT_ASKED
            || isGivenUp(ended);
      }
      if (call.get().outcome() == CallOutcome.OPEN) {
        boolean _ = isOver(call.get());
      }
      return true;
    } catch (StoreException e) {
      if (e.code().mayPass()) {
        over.add(ended);
      }
      throw e;
    }
  }

  private static boolean isGivenUp(Ended ended) {
    boolean givenUp = ended.attempts() + 1 >= MOST_ATTEMPTS;
    if (givenUp) {
      LOG.atWarn()
          .addKeyValue("call", ended.call())
          .log(
              "a call that came in while the database was away is not written down: Twilio could not"
                  + " be asked for it; look at its Console");
    }
    return givenUp;
  }

  /// Asks Twilio about a call.
  ///
  /// @return whether it is over, and settled
  private boolean isOver(LoggedCall call) throws InterruptedException {
    Optional<TwilioRest> client = parts.clients().apply(call.sid());
    if (client.isEmpty()) {
      return false;
    }
    return switch (new PlacedCalls(client.get()).find(call.sid())) {
      case RestResult.Given<PlacedCall>(PlacedCall known) -> {
        if (known.status().isEnd()) {
          settle(call, known);
          yield true;
        }
        fetchBack(call, client.get());
        yield false;
      }
      // Such as a call of the doctor's, which Twilio never had.
      case RestResult.Refused<PlacedCall> _ -> false;
      case RestResult.Unreachable<PlacedCall> _ -> false;
    };
  }

  private void settle(LoggedCall call, PlacedCall known) {
    Duration length = Duration.ofSeconds(known.seconds());
    parts
        .calls()
        .addProgress(
            new Webhook.CallProgress(call.sid(), known.status(), null, length, null),
            known.createdAt().plus(length));
    // Who was called and hangs up has missed nothing.
    CallOutcome outcome =
        parts.isPlacedTalk().test(call.sid()) ? CallOutcome.FINISHED : CallOutcome.HUNG_UP;
    boolean _ = parts.calls().settle(call.sid(), outcome, null, clock.instant());
    LOG.atInfo()
        .addKeyValue("call", call.sid())
        .addKeyValue("status", known.status())
        .log("a call has ended at Twilio, which no webhook had reported");
  }

  /// A call that is on has nobody to talk to when its node is gone. One that is listened to goes on
  /// without.
  private void fetchBack(LoggedCall call, TwilioRest client) throws InterruptedException {
    String node = call.node();
    URI url = parts.streamEnded();
    boolean isItsNodes = node == null || parts.nodes().live().contains(node);
    if (isItsNodes || url == null || !parts.converses().test(call)) {
      return;
    }
    boolean isAsItWas =
        parts
            .calls()
            .find(call.sid())
            .filter(now -> now.outcome() == CallOutcome.OPEN)
            .filter(now -> now.ticketSpent() && now.ticket().equals(call.ticket()))
            .isPresent();
    if (!isAsItWas) {
      return; // it goes on elsewhere since
    }
    boolean taken = client.redirect(call.sid(), url) instanceof RestResult.Given<?>;
    LOG.atInfo()
        .addKeyValue("call", call.sid())
        .addKeyValue("node", node)
        .addKeyValue("taken", taken)
        .log("a caller is fetched back whose node is gone");
  }

  @Override
  public Duration pause() {
    if (!parts.nodes().isAlone()) {
      return PAUSE;
    }
    boolean isFresh = clock.instant().isBefore(started.plus(AFTER_A_START));
    return isFresh ? AFTER_A_START : PAUSE_ALONE;
  }

  @Override
  public void close() {
    loop.close();
  }
}
