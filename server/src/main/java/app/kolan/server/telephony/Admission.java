package app.kolan.server.telephony;

import app.kolan.server.rejection.RateLimiter;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Who may talk: no more calls at once, and no more new ones within a second, than the limits say.
/// Nobody waits in here. Safe to share.
///
/// A call takes a place when its webhook is about to be answered with a stream, and has it until
/// its talk is over. Nothing is kept beyond the program: after a crash all places are free, as all
/// streams are gone.
/*
 *   webhook ──▶ awaited ──the stream begins──▶ talking
 *                  │                              │
 *                  ├─ the call or the stream ended, says Twilio
 *                  └─ two minutes without either  └─ the story is told
 */
public final class Admission {
  /// A greeting is shorter. A stream that begins later takes a place all the same.
  private static final long LONGEST_AWAITED = Duration.ofMinutes(2).toNanos();

  private final int mostCalls;
  private final RateLimiter newCalls;
  private final LongSupplier nanos;
  private final Consumer<LimitReached> watch;
  private final RejectedCallLog turnedAway = new RejectedCallLog();
  private final Map<CallSid, Long> awaited = new LinkedHashMap<>();
  private final Set<CallSid> talking = new HashSet<>();

  /// @param watch is told of each caller who is led to voicemail
  public Admission(CallLimits limits, LongSupplier nanos, Consumer<LimitReached> watch) {
    this.mostCalls = limits.calls();
    this.newCalls = new RateLimiter(limits.newCalls(), Duration.ofSeconds(1), nanos);
    this.nanos = nanos;
    this.watch = watch;
  }

  /// Lets everybody talk.
  public static Admission ofAll() {
    return new Admission(CallLimits.NONE, System::nanoTime, _ -> {});
  }

  /// Whether a call may talk; if so, it has a place from now on. Asking again changes nothing.
  boolean admits(CallSid call) {
    long now = nanos.getAsLong();
    LimitReached reached = limitFor(call, now);
    if (reached != null) {
      watch.accept(reached);
      turnedAway.add(reached);
    }
    turnedAway.tell(now);
    return reached == null;
  }

  /// The stream of a call has begun.
  synchronized void talks(CallSid call) {
    awaited.remove(call);
    talking.add(call);
  }

  /// The call does not talk any more, or never will.
  synchronized void over(CallSid call) {
    awaited.remove(call);
    talking.remove(call);
  }

  /// How many places are taken.
  public synchronized int taken() {
    forget(nanos.getAsLong());
    return awaited.size() + talking.size();
  }

  private synchronized @Nullable LimitReached limitFor(CallSid call, long now) {
    forget(now);
    if (awaited.containsKey(call) || talking.contains(call)) {
      return null;
    }
    if (awaited.size() + talking.size() >= mostCalls) {
      return LimitReached.CALLS;
    }
    if (!newCalls.tryAcquire()) {
      return LimitReached.NEW_CALLS;
    }
    awaited.put(call, now);
    return null;
  }

  /// Gives the places of those back who have hung up before their stream began, and of whose end
  /// nobody has told.
  private void forget(long now) {
    var oldest = awaited.values().iterator();
    while (oldest.hasNext() && now - oldest.next() >= LONGEST_AWAITED) {
      oldest.remove();
    }
  }
}
