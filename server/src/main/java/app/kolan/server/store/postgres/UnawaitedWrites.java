package app.kolan.server.store.postgres;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The writes that nobody waits for, in the order in which they came, on a thread of their own.
///
/// Safe to share.
final class UnawaitedWrites implements AutoCloseable {
  private static final int MOST_WAITING = 10_000;
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

  /// How long a write lets those that came before it go first.
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofVirtual().name("ledger-unawaited").factory());

  private volatile CompletableFuture<Void> latest = NOTHING;

  /// Runs the work after all that came before it.
  ///
  /// @throws StoreException when too many wait, or after the close
  synchronized void add(Runnable work) {
    var done = new CompletableFuture<Void>();
    try {
      thread.execute(
          () -> {
            try {
              work.run();
            } finally {
              done.complete(null);
            }
          });
    } catch (RejectedExecutionException e) {
      throw thread.isShutdown()
          ? new StoreException(Code.LEDGER_CLOSED, "the ledger is closed", null)
          : new StoreException(
              Code.LEDGER_OVERLOADED, "%d writes wait already".formatted(MOST_WAITING), null);
    }
    latest = done;
  }

  /// Waits until what was added before is written, for half a second at most: a reader that sees a
  /// later write sees those, too.
  void letGoFirst() {
    CompletableFuture<Void> before = latest;
    if (!before.isDone()) {
      var _ =
          before.copy().completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(PATIENCE_AT_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      thread.shutdownNow();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
