package app.kolan.server.threads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A few platform threads that wait for the disk in place of virtual threads, which are carried by
/// others meanwhile.
///
/// Safe to share. The threads exist while there is something to wait for.
/*
 * While a virtual thread waits for a file, its carrier waits, too, and the JDK makes another one for
 * the rest, up to 256 in all (jdk.virtualThreadScheduler.maxPoolSize). It keeps them, so that an
 * hour of calls collects dozens; and when the disk hangs, as many sounds as that are enough to stop
 * every virtual thread, and with them every conversation.
 */
public final class DiskThreads {
  private final ThreadPoolExecutor threads;

  /// @param name what the threads' names begin with, before a number
  /// @param most how many wait for the disk at once; others wait for them
  public DiskThreads(String name, int most) {
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name, 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Has one of the threads do this, and waits for it, whether or not this thread is interrupted.
  ///
  /// @return what the work returns
  /// @throws RuntimeException what the work throws
  public <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }
}
