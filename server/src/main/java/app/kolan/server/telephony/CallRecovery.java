package app.kolan.server.telephony;

import app.kolan.server.session.CallScope;
import app.kolan.server.store.StoreException;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Fetches callers back whose stream is over without Twilio's knowledge.
///
/// When a two-way stream ends, Twilio requests the `action` of its `<Connect>`. On a connection
/// that has become half-open it learns neither of a close nor of a break, and the caller hears
/// nothing until he hangs up. So when that request does not come within [#PATIENCE], the call is
/// redirected to the same URL by REST, and is answered there by its outcome: hung up, connected to
/// a human, or asked for a message.
///
/// Safe to share. Each call that is waited for has a virtual thread, `recovery-CA…`.
/*
 *   stream over ──2 s──▶ redirect ──2 s──▶ redirect ──2 s──▶ redirect ──▶ given up
 *        └─ Twilio asks about the call, or reports its end: nothing more to do ─┘
 */
public final class CallRecovery implements AutoCloseable {
  /// How long Twilio may take to ask.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /// A wait that lasts longer by this was a pause of ours, such as a stopped process: a request of
  /// Twilio's may lie unread in a socket, and gets as long again to be read.
  private static final Duration LATE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(CallRecovery.class);
  private static final int MOST_ATTEMPTS = 3;

  /// Twilio's code for a call that is not in progress.
  private static final int CALL_OVER = 21220;

  private final Redirect redirect;
  private final Predicate<CallSid> askedElsewhere;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Map<CallSid, Wait> waits = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile Consumer<CallSid> over = _ -> {};

  /// Redirects a live call.
  public interface Redirect {
    /// Has Twilio request a URL for the call's next instructions. Blocks for a bounded time.
    ///
    /// @return whatever is given is ignored
    RestResult<?> to(CallSid call, URI url) throws InterruptedException;
  }

  private record Wait(CountDownLatch asked, Thread thread) {}

  /// @param askedElsewhere whether Twilio has asked another node about a call; may block for the
  ///   database, and throw [StoreException]
  public CallRecovery(Redirect redirect, Predicate<CallSid> askedElsewhere) {
    this(redirect, askedElsewhere, PATIENCE, System::nanoTime);
  }

  /// @param nanos a monotonic clock
  CallRecovery(Redirect redirect, Duration patience, LongSupplier nanos) {
    this(redirect, _ -> false, patience, nanos);
  }

  private CallRecovery(
      Redirect redirect, Predicate<CallSid> askedElsewhere, Duration patience, LongSupplier nanos) {
    this.redirect = redirect;
    this.askedElsewhere = askedElsewhere;
    this.patience = patience;
    this.nanos = nanos;
  }

  /// Calls this with a call that is over although nobody has told of its end. There is one such
  /// listener.
  public void onOver(Consumer<CallSid> listener) {
    over = listener;
  }

  /// For calls that no carrier has: does nothing.
  static CallRecovery none() {
    var none =
        new CallRecovery((_, _) -> new RestResult.Unreachable<>("nobody is there"), _ -> true);
    none.close();
    return none;
  }

  /// A call's stream is over, and Twilio should ask for instructions. Does not block.
  ///
  /// @param action where Twilio should ask
  void streamOver(CallSid call, String action) {
    if (closed) {
      return;
    }
    var asked = new CountDownLatch(1);
    Thread thread = CallScope.thread(call, "recovery-" + call, () -> recover(call, action, asked));
    if (waits.putIfAbsent(call, new Wait(asked, thread)) == null) {
      thread.start();
    }
  }

  /// Twilio has asked about a call, or has reported its end.
  void asked(CallSid call) {
    Wait wait = waits.remove(call);
    if (wait != null) {
      wait.asked().countDown();
    }
  }

  private void recover(CallSid call, String action, CountDownLatch asked) {
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        if (isAsked(asked) || isAskedElsewhere(call) || redirectOrOver(call, action)) {
          return;
        }
      }
      LOG.atWarn()
          .addKeyValue("attempts", MOST_ATTEMPTS)
          .log(
              "a caller hears nothing: Twilio neither requested instructions nor could be redirected");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waits.remove(call, new Wait(asked, Thread.currentThread()));
    }
  }

  private boolean isAsked(CountDownLatch asked) throws InterruptedException {
    long begun = nanos.getAsLong();
    if (asked.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    boolean late = nanos.getAsLong() - begun > patience.plus(LATE).toNanos();
    return late && asked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// While the database is away, a caller may be fetched back for nothing; else he might hear
  /// nothing.
  private boolean isAskedElsewhere(CallSid call) {
    try {
      return askedElsewhere.test(call);
    } catch (StoreException unknown) {
      return false;
    }
  }

  /// Redirects a call.
  ///
  /// @return whether there is nothing more to do: Twilio has taken it, or the call is over
  private boolean redirectOrOver(CallSid call, String action) throws InterruptedException {
    return switch (redirect.to(call, URI.create(action))) {
      case RestResult.Given<?> _ -> {
        LOG.info("the stream ended without Twilio's knowledge; the call was redirected by REST");
        yield true;
      }
      case RestResult.Refused<?>(int status, Integer code) -> {
        boolean isOver = status == 404 || code != null && code == CALL_OVER;
        LOG.atLevel(isOver ? Level.INFO : Level.WARN)
            .addKeyValue("status", status)
            .addKeyValue("code", code)
            .log("a call could not be redirected by REST");
        if (isOver) {
          over.accept(call);
        }
        yield isOver;
      }
      case RestResult.Unreachable<?>(String why) -> {
        LOG.atWarn().addKeyValue("why", why).log("a call could not be redirected by REST");
        yield false;
      }
    };
  }

  /// Stops waiting: from now on callers are led to nothing here.
  @Override
  public void close() {
    closed = true;
    waits.values().forEach(wait -> wait.thread().interrupt());
    waits.clear();
  }
}
