package app.kolan.server.store;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a talk could not write down because the database was away: it waits in memory, in its
/// order, and the talk goes on.
///
/// The bound of the loss: what waits here is lost when this process ends before the database is
/// back. Sounds are in the data folder in any case.
///
/// Safe to share.
public final class DeferredWrites {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredWrites.class);
  private static final int MOST = 20_000;

  /// The first one stays until it is written, so that later ones wait behind it.
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private boolean retrying;

  /// Writes, or defers it when the database cannot be written to for now.
  ///
  /// @param write returns when it is on the disk; throws [StoreException]
  /// @param later what is run in its place once the database can be written to. It finds out
  ///   whether the write has been made all the same
  /// @return what the write returned; empty when it is deferred
  /// @throws StoreException for what will not pass
  public <T> Optional<T> run(Supplier<T> write, Runnable later) {
    if (!isWaiting()) {
      try {
        return Optional.of(write.get());
      } catch (StoreException failure) {
        if (!failure.code().mayPass()) {
          throw failure;
        }
      }
    }
    defer(later);
    return Optional.empty();
  }

  /// The same for a write that is idempotent.
  public void run(Runnable write) {
    var _ =
        run(
            () -> {
              write.run();
              return true;
            },
            write);
  }

  /// Writes what waits, in order, until something fails.
  public void retry() {
    synchronized (this) {
      if (retrying) {
        return;
      }
      retrying = true;
    }
    int written = 0;
    try {
      for (Runnable next = first(); next != null; next = first()) {
        if (!succeeds(next)) {
          return;
        }
        written++;
        removeFirst();
      }
    } finally {
      synchronized (this) {
        retrying = false;
      }
      if (written > 0) {
        LOG.atInfo().addKeyValue("writes", written).log("what talks could not write is written");
      }
    }
  }

  /// How many wait.
  public synchronized int size() {
    return waiting.size();
  }

  private static boolean succeeds(Runnable write) {
    try {
      write.run();
    } catch (StoreException failure) {
      if (failure.code().mayPass() || failure.code() == StoreException.Code.LEDGER_CLOSED) {
        return false;
      }
      LOG.error("a deferred write has failed and is given up", failure);
    } catch (RuntimeException fault) {
      LOG.error("a deferred write has failed and is given up", fault);
    }
    return true;
  }

  private synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private synchronized void defer(Runnable later) {
    if (waiting.size() < MOST) {
      waiting.add(later);
      LOG.atWarn()
          .addKeyValue("waiting", waiting.size())
          .log("a talk goes on while the database is away");
    } else {
      LOG.error("too many writes wait for the database: one is given up");
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Runnable first() {
    return waiting.peek();
  }

  private synchronized void removeFirst() {
    waiting.remove();
  }
}
