package app.kolan.server.console.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads on which pages are made, which are the console's own and few: when the store is slow
/// they all wait, requests beyond a short queue are refused, and calls do not notice.
public final class ConsoleThreads implements AutoCloseable {
  private static final int THREADS = 6;
  private static final int QUEUE = 60;

  private final ThreadPoolExecutor threads;

  public ConsoleThreads() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("console-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Runs it some time; false when too much waits.
  boolean offer(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
