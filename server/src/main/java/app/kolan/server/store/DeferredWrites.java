package app.kolan.server.store;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a talk could not write down because the database was away: it waits, in its order, and the
/// talk goes on.
///
/// It waits in memory, and is lost when this process ends before the database is back; or in a
/// [WriteSpool] on this server's disk, and is written then also by the next run. Sounds are in the
/// data folder in any case.
///
/// Safe to share.
public final class DeferredWrites implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredWrites.class);
  private static final int MOST = 20_000;

  private final @Nullable WriteSpool spool;
  private final Consumer<CallWrite> writer;

  /// Behind what is in the spool: all of it where there is none, and what the spool's disk has not
  /// taken. The first one stays until it is written, so that later ones wait behind it.
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private boolean retrying;

  /// In memory.
  public DeferredWrites() {
    this(
        null,
        write -> {
          throw new IllegalStateException("there is no spool");
        });
  }

  /// On the disk.
  ///
  /// @param spool is closed with this
  /// @param writer writes what has waited there; throws [StoreException]
  public DeferredWrites(@Nullable WriteSpool spool, Consumer<CallWrite> writer) {
    this.spool = spool;
    this.writer = writer;
  }

  /// Writes, or defers it when the database cannot be written to for now.
  ///
  /// @param write returns when it is on the disk; throws [StoreException]
  /// @param later what is run in its place once the database can be written to. It finds out
  ///   whether the write has been made all the same
  /// @param same the same as a value; null for what can only wait in memory
  /// @return what the write returned; empty when it is deferred
  /// @throws StoreException for what will not pass
  public <T> Optional<T> run(Supplier<T> write, Runnable later, @Nullable CallWrite same) {
    if (!isWaiting()) {
      try {
        return Optional.of(write.get());
      } catch (StoreException failure) {
        if (!failure.code().mayPass()) {
          throw failure;
        }
      }
    }
    defer(later, same);
    return Optional.empty();
  }

  /// The same for a write that is idempotent.
  public void run(Runnable write, @Nullable CallWrite same) {
    var _ =
        run(
            () -> {
              write.run();
              return true;
            },
            write,
            same);
  }

  /// The same for one that can only wait in memory.
  public void run(Runnable write) {
    run(write, null);
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
      while (succeeds(this::writeFirst)) {
        written++;
      }
    } finally {
      synchronized (this) {
        retrying = false;
      }
      if (written > 0) {
        LOG.atInfo()
            .addKeyValue("writes", written)
            .addKeyValue("waiting", size())
            .log("deferred writes of talks are written");
      }
    }
  }

  /// How many wait.
  public synchronized int size() {
    return waiting.size() + (spool == null ? 0 : spool.size());
  }

  /// @return false when none waits
  private boolean writeFirst() {
    Optional<WriteSpool.Waiting> spooled = spool == null ? Optional.empty() : spool.first();
    if (spool != null && spooled.isPresent()) {
      attempt(() -> writer.accept(spooled.get().write()));
      spool.remove(spooled.get());
      return true;
    }
    Runnable next = first();
    if (next != null) {
      attempt(next);
      removeFirst();
    }
    return next != null;
  }

  /// Gives up what will never be written.
  private static void attempt(Runnable write) {
    try {
      write.run();
    } catch (StoreException failure) {
      if (failure.code().mayPass() || failure.code() == StoreException.Code.LEDGER_CLOSED) {
        throw failure;
      }
      LOG.error("a deferred write has failed and is given up", failure);
    } catch (RuntimeException fault) {
      LOG.error("a deferred write has failed and is given up", fault);
    }
  }

  private static boolean succeeds(Supplier<Boolean> write) {
    try {
      return write.get();
    } catch (StoreException failure) {
      LOG.atDebug().addKeyValue("code", failure.code()).log("deferred writes of talks still wait");
      return false;
    }
  }

  private synchronized boolean isWaiting() {
    return size() > 0;
  }

  private void defer(Runnable later, @Nullable CallWrite same) {
    if (spool == null || same == null || !append(spool, same)) {
      keepInMemory(later);
    }
    LOG.atWarn().addKeyValue("waiting", size()).log("a talk goes on while the database is away");
  }

  private boolean append(WriteSpool to, CallWrite write) {
    synchronized (this) {
      if (!waiting.isEmpty()) {
        return false;
      }
    }
    try {
      to.append(write);
      return true;
    } catch (StoreException failure) {
      LOG.atError()
          .addKeyValue("why", failure.getMessage())
          .log("writes of a talk wait in memory, since the spool cannot be written");
      return false;
    }
  }

  private synchronized void keepInMemory(Runnable later) {
    if (waiting.size() < MOST) {
      waiting.add(later);
    } else {
      LOG.error("too many writes wait for the database: one is given up");
    }
  }

  private synchronized @Nullable Runnable first() {
    return waiting.peek();
  }

  private synchronized void removeFirst() {
    waiting.remove();
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
  }
}
