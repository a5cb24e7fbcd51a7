package app.kolan.bench.nodes;

import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// So many calls at once, all the time: when one is over, the next begins. A caller answers
/// whatever is asked, and says it again when nobody reacts.
final class SteadyCalls implements AutoCloseable {
  /// What a talk takes: calls begin evenly spread over it.
  private static final Duration USUAL = Duration.ofSeconds(30);

  /// Who is turned away at once does not call again at once.
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final List<String> WORDS =
      List.of("reason_appointment", "name_dana", "yes", "thanks", "reason_short", "name_dana");
  private static final String END = "call ends within 40s\n";
  private static final String NO_STREAM = "fault: handshake is answered 503\n";

  private final Carrier carrier;
  private final CallPlan plan;
  private final CallPlan withoutStream;
  private final Map<CallSid, Long> on = new ConcurrentHashMap<>();
  private final Queue<CallExperience> over = new ConcurrentLinkedQueue<>();
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean stopping;

  private SteadyCalls(Carrier carrier, Sounds sounds) throws Exception {
    this.carrier = carrier;
    var script = new StringBuilder();
    for (String words : WORDS) {
      script.append(
          """
          agent speaks within 20s
          caller waits for silence of 700ms
          caller says %s
          """
              .formatted(words));
    }
    plan = CallPlan.of(Script.parse(script + END), sounds);
    withoutStream = CallPlan.of(Script.parse(script + END + NO_STREAM), sounds);
  }

  static SteadyCalls begin(Carrier carrier, Sounds sounds, int atOnce) throws Exception {
    var calls = new SteadyCalls(carrier, sounds);
    for (int i = 0; i < atOnce; i++) {
      Duration wait = USUAL.multipliedBy(i).dividedBy(atOnce);
      calls.callers.add(Thread.ofVirtual().name("caller-" + i).start(() -> calls.callOn(wait)));
    }
    return calls;
  }

  private void callOn(Duration wait) {
    try {
      pause(wait);
      while (!stopping) {
        callOnce(plan);
        pause(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration length) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Has so many more callers call at once who get no stream, and are asked for a message. Returns
  /// when they have left it.
  void leaveMessages(int callers) throws InterruptedException {
    var those = new ArrayList<Thread>();
    for (int i = 0; i < callers; i++) {
      those.add(Thread.ofVirtual().start(this::leaveMessage));
    }
    for (Thread each : those) {
      each.join();
    }
  }

  private void leaveMessage() {
    try {
      callOnce(withoutStream);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void callOnce(CallPlan how) throws InterruptedException {
    long began = System.nanoTime();
    SimulatedCall call = carrier.call(how);
    var sid = new CallSid(call.callSid());
    on.put(sid, began);
    try {
      over.add(CallExperience.of(call.await(LONGEST), began, System.nanoTime()));
    } catch (TimeoutException e) {
      call.hangUp();
      System.err.println("a call does not end: " + sid);
    } finally {
      on.remove(sid);
    }
  }

  /// Those that are on now.
  List<CallSid> now() {
    return List.copyOf(on.keySet());
  }

  /// Whether one is on that began at this time or before.
  boolean hasOneOf(long began) {
    return on.values().stream().anyMatch(each -> each <= began);
  }

  /// Those that were on between two times, by [System#nanoTime], and are over.
  List<CallExperience> between(long from, long to) {
    return over.stream().filter(call -> call.wasOn(from, to)).toList();
  }

  /// Nobody calls any more; returns when the calls that are on are over.
  void end() {
    stopping = true;
    try {
      for (Thread caller : callers) {
        if (!caller.join(Duration.ofMinutes(1))) {
          caller.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
