package app.kolan.server.session;

import app.kolan.server.provider.CurrentCall;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The threads of one call, and the call's identifier in the log lines of each.
///
/// The thread that opens a scope owns it. What it forks runs on virtual threads that are named
/// after the call. The first fork that fails interrupts the owner; [#close] interrupts and joins
/// all that is left. Forks may fork, from any thread.
///
/// Work of a call that is no part of a scope gets the identifier by [#within] or [#thread], and
/// work on threads of providers by [app.kolan.server.provider.LogContext]. Nothing else writes to
/// the log's context.
/*
 *   owner   ──open──┬──────────────────┬──────────close──▶
 *   answer-1        └──────done        │            ┊
 *   answer-2                           └──interrupted┘ joined
 *
 * A fork fails because of the close, as a rule by the interrupt. That interrupts nobody: the owner
 * is in `close` already. An interrupt of the owner that comes while it joins is remembered, and set
 * again afterwards.
 *
 * The shape is StructuredTaskScope's, which is a preview in JDK 25. Scoped values are not inherited
 * by threads that anything else starts, so each fork binds its own.
 */
public final class CallScope implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallScope.class);
  private static final String LOG_KEY = "call";

  /// How long a fork may take to end once it is interrupted.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final CallSid call;
  private final Thread owner = Thread.currentThread();
  private final Set<Fork> forks = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;
  private @Nullable Throwable failure;

  private CallScope(CallSid call) {
    this.call = call;
  }

  /// Opens a scope that the current thread owns.
  public static CallScope open(CallSid call) {
    return new CallScope(call);
  }

  /// What a fork does.
  public interface Work {
    void run() throws Exception;
  }

  /// Starts a thread of this call.
  ///
  /// @param name what it is for; the thread is named `call-CA…-name`
  /// @throws IllegalStateException when the scope is closed
  public Fork fork(String name, Work work) {
    var fork = new Fork(name, work);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the call is over");
      }
      forks.add(fork);
    } finally {
      lock.unlock();
    }
    fork.thread.start();
    return fork;
  }

  /// What the first fork that failed has thrown; null when none has. It has interrupted the owner.
  public @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// Interrupts every fork that still runs, and waits until all have ended. A fork that does not
  /// end within two seconds is a bug, and is left behind with an error in the log.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    // A fork leaves the set as the last it does, before its thread has ended.
    List<Fork> running = List.copyOf(forks);
    running.forEach(fork -> fork.thread.interrupt());
    running.forEach(Fork::join);
  }

  private void failed(Fork fork, Throwable thrown) {
    lock.lock();
    try {
      if (closed || fork.cancelled) {
        return;
      }
      if (failure == null) {
        failure = thrown;
        owner.interrupt();
      }
    } finally {
      lock.unlock();
    }
    LOG.error("a part of a call has failed", thrown);
  }

  /// One thread of a call.
  public final class Fork {
    private final Thread thread;
    private volatile boolean cancelled;

    private Fork(String name, Work work) {
      thread = CallScope.thread(call, "call-%s-%s".formatted(call, name), () -> run(work));
    }

    private void run(Work work) {
      try {
        work.run();
      } catch (Throwable thrown) {
        failed(this, thrown);
      } finally {
        forks.remove(this);
      }
    }

    /// Waits until it has ended by itself.
    public void await() throws InterruptedException {
      thread.join();
    }

    /// Interrupts it, and waits until it has ended. What it throws from now on is no failure.
    public void cancel() {
      cancelled = true;
      thread.interrupt();
      join();
    }

    private void join() {
      boolean interrupted = false;
      while (true) {
        try {
          if (!thread.join(LAST_WORDS)) {
            LOG.atError().addKeyValue("thread", thread.getName()).log("a fork does not end");
          }
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A virtual thread for work of a call that no scope ends; not started.
  public static Thread thread(CallSid call, String name, Runnable work) {
    return Thread.ofVirtual().name(name).unstarted(() -> within(call, work));
  }

  /// Does something on the current thread as work of a call.
  public static void within(CallSid call, Runnable work) {
    String before = MDC.get(LOG_KEY);
    MDC.put(LOG_KEY, call.value());
    try {
      CurrentCall.run(call, work);
    } finally {
      if (before == null) {
        MDC.remove(LOG_KEY);
      } else {
        MDC.put(LOG_KEY, before);
      }
    }
  }
}
