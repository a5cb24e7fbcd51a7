package app.kolan.server.telephony;

import app.kolan.server.session.CallScope;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
 *      │           └─ two minutes without either  └─ the conversation has ended
 *      │
 *      └─▶ expected back ──hung up, ended, or TwiML that ends the call──▶
 *                        └─ two minutes without any of those
 */
public final class ActiveCalls {
  /// A greeting is shorter, and so is a message with its greeting. A stream that begins later takes
  /// a place all the same, and a hand-over that takes longer needs this server no more.
  private static final long LONGEST = Duration.ofMinutes(2).toNanos();

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private final LinkedHashMap<CallSid, Long> awaited = new LinkedHashMap<>();
  private final Map<CallSid, StreamSid> talking = new HashMap<>();
  private final LinkedHashMap<CallSid, Long> expectedBack = new LinkedHashMap<>();
  private int conversations;

  /// @param nanos a monotonic clock
  public ActiveCalls(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// By the system's clock.
  public ActiveCalls() {
    this(System::nanoTime);
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

  /// The stream of a call has begun.
  void streamBegan(CallSid call, StreamSid stream) {
    lock.lock();
    try {
      awaited.remove(call);
      talking.put(call, stream);
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
    lock.lock();
    try {
      StreamSid live = talking.get(call);
      if (live != null && !live.equals(stream)) {
        return false;
      }
      awaited.remove(call);
      talking.remove(call);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// The stream on which the call talks is over.
  void streamOver(CallSid call) {
    lock.lock();
    try {
      awaited.remove(call);
      talking.remove(call);
    } finally {
      lock.unlock();
    }
  }

  /// The call has ended.
  void over(CallSid call) {
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
    boolean comesBack = instructions.verbs().stream().anyMatch(ActiveCalls::comesBack);
    lock.lock();
    try {
      forgetOld();
      expectedBack.remove(call);
      if (comesBack) {
        expectedBack.put(call, nanos.getAsLong());
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
    forgetOld(awaited, now);
    forgetOld(expectedBack, now);
  }

  /// @param since in the order of their times
  private static void forgetOld(Map<CallSid, Long> since, long now) {
    var oldest = since.values().iterator();
    while (oldest.hasNext() && now - oldest.next() >= LONGEST) {
      oldest.remove();
    }
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
