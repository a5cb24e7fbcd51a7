package app.kolan.server.telephony;

import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The calls whose last instructions end in another request to this server: a stop waits for them,
/// so that nobody is led to a server that is gone. Safe to share.
public final class DrainTracker {
  /// A message and its greeting take less; a talk with a human may take longer and needs us no
  /// more.
  private static final Duration SURELY_OVER = Duration.ofMinutes(2);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private final Map<CallSid, Instant> led = new HashMap<>();

  public DrainTracker(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes what a call was told to do; gives the instructions back.
  Twiml lead(CallSid call, Twiml instructions) {
    if (instructions.verbs().stream().anyMatch(DrainTracker::comesBack)) {
      lock.lock();
      try {
        led.put(call, clock.instant());
      } finally {
        lock.unlock();
      }
    } else {
      over(call);
    }
    return instructions;
  }

  /// The call needs nothing more from this server.
  void over(CallSid call) {
    lock.lock();
    try {
      led.remove(call);
      fewer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is none, or the time is over. False in the latter case.
  public boolean awaitNone(Duration bound) throws InterruptedException {
    long left = bound.toNanos();
    lock.lock();
    try {
      while (isAnyLeft()) {
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

  private boolean isAnyLeft() {
    Instant earliest = clock.instant().minus(SURELY_OVER);
    led.values().removeIf(since -> since.isBefore(earliest));
    return !led.isEmpty();
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
