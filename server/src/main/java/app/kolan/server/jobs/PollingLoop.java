package app.kolan.server.jobs;

import app.kolan.server.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that does what is due in the store, in rounds: when it is woken, and when something is
/// due in any case. What takes longer is done by threads that a round begins.
///
/// A store that does not answer, or a round that fails, leaves the next one as it was. Any thread
/// may use it.
public final class PollingLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollingLoop.class);

  /// The start of the server is left to calls.
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  /// The pause when it cannot be known.
  private static final Duration WITHOUT_A_STORE = Duration.ofSeconds(5);

  private static final Duration END_OF_THE_LOOP = Duration.ofSeconds(2);
  private static final Duration END_OF_A_THREAD = Duration.ofMillis(500);

  /// What is done in it, on its thread.
  public interface Work {
    /// Done once, before the first round.
    void begin();

    /// Begins what is due.
    void round();

    /// How long the next round may wait for being woken.
    ///
    /// @throws StoreException when the store does not tell
    Duration pause();
  }

  private final String name;
  private final Work work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<Thread, String> threads = new ConcurrentHashMap<>();
  private final Thread thread;
  private boolean woken;
  private volatile boolean closing;

  /// @param name of its thread, and of what it does in the log
  public PollingLoop(String name, Work work) {
    this.name = name;
    this.work = work;
    thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// Starts the rounds, the first a moment later.
  public void start() {
    thread.start();
  }

  /// Says that something may be due. Does not wait.
  public void wake() {
    lock.lock();
    try {
      woken = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Starts a thread that the stop interrupts; its end wakes the loop.
  ///
  /// @param end is run at its end, also when the task has failed
  public void begin(String threadName, Runnable task, Runnable end) {
    Thread started =
        Thread.ofVirtual()
            .name(threadName)
            .unstarted(
                () -> {
                  try {
                    attempt(task);
                  } finally {
                    threads.remove(Thread.currentThread());
                    end.run();
                    wake();
                  }
                });
    threads.put(started, threadName);
    started.start();
  }

  /// How many of its threads run.
  public int threads() {
    return threads.size();
  }

  public boolean isClosing() {
    return closing;
  }

  /// Does something of which a failure is logged and nothing else.
  public void attempt(Runnable task) {
    try {
      task.run();
    } catch (StoreException e) {
      if (!closing) {
        LOG.atWarn()
            .addKeyValue("work", name)
            .addKeyValue("code", e.code())
            .log("work waits until the store can be used");
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("work", name)
          .setCause(e)
          .log("a part of the work has failed, and the rest goes on");
    }
  }

  private void run() {
    try {
      pause(FIRST_LOOK);
      attempt(work::begin);
      while (!closing) {
        attempt(work::round);
        pause(nextPause());
      }
    } catch (InterruptedException e) {
      // The stop.
    }
  }

  private Duration nextPause() {
    try {
      return work.pause();
    } catch (StoreException e) {
      return WITHOUT_A_STORE;
    }
  }

  @SuppressWarnings("WaitNotInLoop") // a wake too early only makes a round that finds nothing
  private void pause(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      if (!woken && !closing) {
        boolean _ = news.await(Math.max(1, longest.toNanos()), TimeUnit.NANOSECONDS);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  /// Interrupts the thread and those that it began, and waits for them for seconds at most.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    Set<Thread> begun = Set.copyOf(threads.keySet());
    begun.forEach(Thread::interrupt);
    try {
      boolean _ = !thread.isAlive() || thread.join(END_OF_THE_LOOP);
      for (Thread each : begun) {
        boolean _ = each.join(END_OF_A_THREAD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
