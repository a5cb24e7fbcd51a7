package app.kolan.server.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one call writes, in the order in which it hands it over, on a thread of its own that exists
/// while there is something to write. The talk goes on meanwhile, and waits only before it promises
/// something.
///
/// A write that fails for good fails the talk: the next [#add] or [#await] throws what it has
/// thrown, once. What only the database's absence keeps from being written is deferred instead.
///
/// The bound of the loss: what was handed over and not waited for is lost when this process dies,
/// which is milliseconds' worth, and never more than [#MOST_WAITING] writes.
///
/// Safe to share.
/*
 *   talk     ──turn──lead──asks the model──────"noted"──────outcome──
 *               │     │                        ┊ waits      ┊ waits
 *   ledger      └─────┴──written, in order─────┘────────────┘
 */
public final class CallWrites {
  private static final Logger LOG = LoggerFactory.getLogger(CallWrites.class);

  /// A talk that is so far ahead of its ledger waits for it.
  static final int MOST_WAITING = 64;

  /// No talk waits longer than this at once. What was handed over is written later all the same.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DeferredWrites deferred;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// The first one stays until it is written.
  private final Deque<Consumer<DeferredWrites>> waiting = new ArrayDeque<>();

  private boolean isWriting;
  private @Nullable Throwable failure;

  /// @param deferred where writes wait while the database is away
  /// @param threads makes the threads that write, one at a time
  public CallWrites(DeferredWrites deferred, ThreadFactory threads) {
    this.deferred = deferred;
    this.threads = threads;
  }

  /// Hands a write over, and does not wait for it unless [#MOST_WAITING] wait already.
  ///
  /// @param write blocks until it is on the disk, or defers it
  public void add(Consumer<DeferredWrites> write) {
    lock.lock();
    try {
      waitUntil(() -> waiting.size() < MOST_WAITING);
      waiting.addLast(write);
      if (!isWriting) {
        isWriting = true;
        threads.newThread(this::writeAll).start();
      }
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /// The same for a write that is idempotent.
  ///
  /// @param same the same as a value, which can wait on the disk
  public void addRepeatable(Runnable write, CallWrite same) {
    add(known -> known.run(write, same));
  }

  /// The same for one that can only wait in memory.
  public void addRepeatable(Runnable write) {
    add(known -> known.run(write));
  }

  /// Waits until all that was handed over is on the disk or deferred, whether or not the thread is
  /// interrupted; ten seconds at most.
  public void await() {
    lock.lock();
    try {
      awaitOrder();
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /// The same for others than the talk, who only want to come after it: what has failed is left for
  /// the talk to learn.
  public void awaitOrder() {
    lock.lock();
    try {
      if (!waitUntil(waiting::isEmpty)) {
        LOG.atWarn()
            .addKeyValue("waiting", waiting.size())
            .log("a talk goes on although the ledger has not answered");
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean waitUntil(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    while (!isSo.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      try {
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return isSo.getAsBoolean();
  }

  private void throwFailure() {
    Throwable first = failure;
    failure = null;
    switch (first) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException fault -> throw fault;
      default -> throw new IllegalStateException(first);
    }
  }

  private void writeAll() {
    for (Consumer<DeferredWrites> next = first(); next != null; next = first()) {
      Throwable thrown = null;
      try {
        next.accept(deferred);
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      written(thrown);
    }
  }

  /// The next to write; null when this thread is to end.
  private @Nullable Consumer<DeferredWrites> first() {
    lock.lock();
    try {
      Consumer<DeferredWrites> next = waiting.peekFirst();
      isWriting = next != null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void written(@Nullable Throwable thrown) {
    lock.lock();
    try {
      waiting.removeFirst();
      failure = failure == null ? thrown : failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
