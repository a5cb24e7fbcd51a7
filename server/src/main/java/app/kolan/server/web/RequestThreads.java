package app.kolan.server.web;

import app.kolan.server.threads.BackgroundThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads on which a part of the server answers requests, which are its own and few: when the
/// store is slow they all wait, requests beyond a short queue are refused, and calls do not notice.
/// When the processor is busy, calls go first.
public final class RequestThreads implements AutoCloseable {
  private static final int THREADS = 6;

  private final ThreadPoolExecutor threads;

  /// @param name how the names of the threads begin
  /// @param queue how many requests may wait for one
  public RequestThreads(String name, int queue) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            BackgroundThreads.factory(Thread.ofPlatform().name(name, 0).daemon()));
    threads.allowCoreThreadTimeOut(true);
  }

  /// Runs it some time; false when too much waits.
  public boolean offer(Runnable work) {
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
