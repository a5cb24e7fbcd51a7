package app.kolan.server.telephony;

import app.kolan.server.session.CallScope;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The calls that need this server, and for what: a place among those that talk, a thread for their
/// conversation, an answer to the request that their last TwiML ends in.
///
/// Webhooks and streams tell it what happens to a call; [Admission] counts the places, and a stop
/// waits for the conversations and the requests. Nothing is kept beyond the process. Safe to share.
/*
 *   webhook ──▶ awaited ──the stream begins──▶ talking
 *      │           │                              │
 *      │           ├─ the call or the stream has ended, as Twilio reports
 *      │           ├─ the stream has begun at another node
 *      │           └─ two minutes without either  └─ the conversation has ended
 *      │
 *      └─▶ expected back ──hung up, ended, or TwiML that ends the call──▶
 *                        └─ two minutes without any of those
 */
public final class ActiveCalls {
  /// A greeting is shorter, and so is a message with its greeting. A stream that begins later takes
  /// a place all the same, and a hand-over that takes longer needs this server no more.
  private static final long LONGEST = Duration.ofMinutes(2).toNanos();

  /// Longer than it takes to give up a silent stream.
  private static final long NOTICED_BEFORE_US = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private final LinkedHashMap<CallSid, Long> awaited = new LinkedHashMap<>();
  private final Map<CallSid, ActiveStream> talking = new HashMap<>();
  private final LinkedHashMap<CallSid, Expected> expectedBack = new LinkedHashMap<>();
  private final CallRecovery recovery;
  private int conversations;

  /// A call that is expected to send another request.
  ///
  /// @param streamEnded where, once its two-way stream is over; null when it was not led to one
  private record Expected(long since, @Nullable String streamEnded) {}

  /// A call whose stream was let in.
  private static final class ActiveStream {
    private final StreamSid stream;

    /// Where Twilio asks once the stream is over; null when it does not.
    private final @Nullable String action;

    /// When Twilio last asked about the call although it talked.
    private @Nullable Long askedAt;

    ActiveStream(StreamSid stream, @Nullable String action) {
      this.stream = stream;
      this.action = action;
    }
  }

  private final @Nullable String usualStreamEnded;

  /// @param nanos a monotonic clock
  /// @param recovery fetches back callers whose stream ends without Twilio's knowledge
  ActiveCalls(LongSupplier nanos, CallRecovery recovery) {
    this(nanos, recovery, null);
  }

  private ActiveCalls(
      LongSupplier nanos, CallRecovery recovery, @Nullable String usualStreamEnded) {
    this.nanos = nanos;
    this.recovery = recovery;
    this.usualStreamEnded = usualStreamEnded;
  }

  /// By the system's clock.
  ///
  /// @param usualStreamEnded where Twilio asks once the stream of a call is over whose webhooks
  ///   were answered by another node; null when that is not known
  public ActiveCalls(CallRecovery recovery, @Nullable String usualStreamEnded) {
    this(System::nanoTime, recovery, usualStreamEnded);
  }

  /// By the system's clock, for calls that no carrier has.
  public ActiveCalls() {
    this(CallRecovery.none(), null);
  }

  /// Whether a call talks, or its stream is awaited.
  boolean hasPlace(CallSid call) {
    lock.lock();
    try {
      forgetOld();
      return awaited.containsKey(call) || talking.containsKey(call);
    } finally {
      lock.unlock();
    }
  }

  /// The call's stream is awaited: it has a place from now on.
  void awaitStream(CallSid call) {
    lock.lock();
    try {
      awaited.putIfAbsent(call, nanos.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /// Some of the calls whose stream has been awaited for this long, the oldest first.
  public List<CallSid> awaitedFor(Duration length, int most) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      return awaited.entrySet().stream()
          .filter(call -> now - call.getValue() >= length.toNanos())
          .limit(most)
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /// The streams of these calls are not awaited here any more.
  public void awaitNoMore(Set<CallSid> calls) {
    lock.lock();
    try {
      awaited.keySet().removeAll(calls);
    } finally {
      lock.unlock();
    }
  }

  /// The stream of a call has begun, after whose end Twilio asks nothing that is not known here.
  void streamBegan(CallSid call, StreamSid stream) {
    streamBegan(call, stream, false);
  }

  /// The stream of a call has begun.
  ///
  /// @param isTalk whether Twilio asks for instructions once it is over
  void streamBegan(CallSid call, StreamSid stream, boolean isTalk) {
    lock.lock();
    try {
      awaited.remove(call);
      Expected expected = expectedBack.get(call);
      String usual = isTalk ? usualStreamEnded : null;
      talking.put(
          call, new ActiveStream(stream, expected == null ? usual : expected.streamEnded()));
    } finally {
      lock.unlock();
    }
  }

  /// Twilio reports that a stream of the call is over, or will never begin. That may be another one
  /// than the stream on which the call talks: Twilio may ask for a call's instructions twice, and
  /// the second stream is then refused.
  ///
  /// @param stream null when the request does not name it; Twilio documents no name
  /// @return false when the call still talks on another stream, as far as is known; nothing is
  ///   changed then, and the end of that stream is still to come
  boolean streamReportedOver(CallSid call, @Nullable StreamSid stream) {
    recovery.asked(call);
    lock.lock();
    try {
      ActiveStream active = talking.get(call);
      if (active != null && !active.stream.equals(stream)) {
        active.askedAt = nanos.getAsLong();
        return false;
      }
      awaited.remove(call);
      talking.remove(call);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// The stream on which the call talks is over as far as we know. If Twilio is to ask for
  /// instructions then, the call is fetched back unless it asks soon.
  void streamOver(CallSid call) {
    String action;
    lock.lock();
    try {
      awaited.remove(call);
      ActiveStream active = talking.remove(call);
      action = active == null || isAskedJustNow(active) ? null : active.action;
    } finally {
      lock.unlock();
    }
    if (action != null) {
      recovery.streamOver(call, action);
    }
  }

  /// Whether Twilio has asked about the call so recently that it may have learnt of the end of its
  /// stream before us.
  private boolean isAskedJustNow(ActiveStream active) {
    return active.askedAt != null && nanos.getAsLong() - active.askedAt < NOTICED_BEFORE_US;
  }

  /// The call has ended.
  void over(CallSid call) {
    recovery.asked(call);
    lock.lock();
    try {
      awaited.remove(call);
      talking.remove(call);
      expectedBack.remove(call);
      fewer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many calls talk, or have a stream that is awaited.
  public int places() {
    lock.lock();
    try {
      forgetOld();
      return awaited.size() + talking.size();
    } finally {
      lock.unlock();
    }
  }

  /// Notes what a call is answered with; gives it back.
  Twiml instruct(CallSid call, Twiml instructions) {
    recovery.asked(call);
    boolean comesBack = instructions.verbs().stream().anyMatch(ActiveCalls::comesBack);
    lock.lock();
    try {
      forgetOld();
      expectedBack.remove(call);
      if (comesBack) {
        expectedBack.put(call, new Expected(nanos.getAsLong(), streamEnded(instructions)));
      }
      fewer.signalAll();
    } finally {
      lock.unlock();
    }
    return instructions;
  }

  /// Starts a call's conversation on a thread of its own, `call-CA…`. What it forks ends with it.
  void begin(CallSid call, Consumer<CallScope> conversation) {
    lock.lock();
    try {
      conversations++;
    } finally {
      lock.unlock();
    }
    CallScope.thread(call, "call-" + call, () -> run(call, conversation)).start();
  }

  private void run(CallSid call, Consumer<CallScope> conversation) {
    try (CallScope scope = CallScope.open(call)) {
      conversation.accept(scope);
    } finally {
      lock.lock();
      try {
        conversations--;
        fewer.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// How many conversations run.
  public int conversations() {
    lock.lock();
    try {
      return conversations;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until no conversation runs.
  ///
  /// @return false when some still do after this time
  public boolean awaitConversations(Duration bound) throws InterruptedException {
    return await(() -> conversations == 0, bound);
  }

  /// Waits until no call is expected to send another request, so that a stop leads nobody to a
  /// server that is gone.
  ///
  /// @return false when some still are after this time
  public boolean awaitRequests(Duration bound) throws InterruptedException {
    return await(
        () -> {
          forgetOld();
          return expectedBack.isEmpty();
        },
        bound);
  }

  /// Looks again every second, since calls are forgotten without anything happening.
  private boolean await(BooleanSupplier condition, Duration bound) throws InterruptedException {
    long left = bound.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        long slice = Math.min(left, TimeUnit.SECONDS.toNanos(1));
        left -= slice - Math.max(0, fewer.awaitNanos(slice));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void forgetOld() {
    long now = nanos.getAsLong();
    forgetOld(awaited, now, Long::longValue);
    forgetOld(expectedBack, now, Expected::since);
  }

  /// @param calls in the order of their times
  private static <T> void forgetOld(Map<CallSid, T> calls, long now, ToLongFunction<T> since) {
    var oldest = calls.values().iterator();
    while (oldest.hasNext() && now - since.applyAsLong(oldest.next()) >= LONGEST) {
      oldest.remove();
    }
  }

  /// Where Twilio asks when the two-way stream is over to which a document leads.
  private static @Nullable String streamEnded(Twiml instructions) {
    return instructions.verbs().stream()
        .filter(Verb.Connect.class::isInstance)
        .map(verb -> ((Verb.Connect) verb).action())
        .findFirst()
        .orElse(null);
  }

  private static boolean comesBack(Verb verb) {
    return switch (verb) {
      case Verb.Connect _, Verb.RecordCaller _, Verb.Dial _, Verb.Gather _, Verb.Redirect _ -> true;
      case Verb.Play _,
          Verb.Say _,
          Verb.Pause _,
          Verb.Start _,
          Verb.Stop _,
          Verb.Reject _,
          Verb.Hangup _ ->
          false;
    };
  }
}
