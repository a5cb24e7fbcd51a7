package app.kolan.server.store.sqlite;

import app.kolan.server.store.StoreException;
import app.kolan.server.threads.WorkerThreads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to the database.
/* A commit waits for the disk, and SQLite lets only one writer in at a time. Writes that wait at the
 * same moment therefore share a commit:
 *
 *   caller A ─ write ─▶ ┐                                      ┌─▶ A goes on
 *   caller B ─ write ─▶ ├─ savepoint each ─ commit (one fsync) ┼─▶ B goes on
 *   caller C ─ write ─▶ ┘                                      └─▶ C learns that its part failed
 *
 * A write that is alone in its commit needs no savepoint. Behind a commit the next one waits until
 * two milliseconds have passed since that began, so that many calls share few of them: each costs
 * the disk a flush, and the processor more than the writes that are in it.
 *
 * On a cloud machine's disk a commit takes about half a millisecond alone, and 64 callers at once
 * get some six thousand writes a second through.
 *
 * A caller goes on only when its write is on the disk. A write that fails is undone to its savepoint
 * and affects no other. Waiting is not interruptible. The callers are mostly virtual threads, which
 * SQLite's native calls would pin.
 *
 * Another program can hold the file's write lock. The writes that wait then get five seconds from
 * when the lock was first met, all together; as long as it stands after that, each new one is tried
 * once and fails at once, since its caller has somebody on the line. All of this is SQLite's: a database with many writers needs short
 * transactions of their own instead, since a shared one holds the row locks of all. */
final class GroupCommitWriter implements AutoCloseable {
  private static final int MOST_PER_COMMIT = 64;

  /// How long SQLite waits for a lock at one try.
  static final Duration ONE_TRY = Duration.ofMillis(100);

  /// From the beginning of a commit to that of the next.
  private static final Duration APART = Duration.ofMillis(2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// A lock that was met this long ago is not the one that is met now.
  private static final Duration FORGOTTEN = Duration.ofSeconds(10);

  private final Jdbi database;
  private final LongSupplier nanos;
  private final BlockingQueue<Write<?>> waiting = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean closed;

  /// When the lock that stands was first met, and last; the writer's thread alone uses them.
  private long lockedSince;

  private long lockedUntil;
  private boolean locked;

  /// When the last commit began; the writer's thread alone uses it.
  private long begun = System.nanoTime() - APART.toNanos();

  /// Who had the last commit for itself; null for several. The writer's thread alone uses it.
  private @Nullable Thread alone;

  /// @param database its connection waits [#ONE_TRY] for a lock
  /// @param nanos as [System#nanoTime] gives them
  GroupCommitWriter(Jdbi database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
    thread = WorkerThreads.named("ledger-writer-").start(this::writeUntilClosed);
  }

  /// Runs the work in a transaction; completes with what it returns, once that is on the disk.
  <T> CompletableFuture<T> write(Function<Handle, T> work) {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("a write within a write would wait for itself");
    }
    var write = new Write<>(work);
    synchronized (this) {
      if (closed) {
        throw new StoreException(StoreException.Code.LEDGER_CLOSED, "the ledger is closed", null);
      }
      waiting.add(write);
    }
    return write.done;
  }

  /// Waits for the writes that were begun; later ones are refused.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    closing.countDown();
    thread.interrupt();
    joinUninterrupted();
  }

  private void joinUninterrupted() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilClosed() {
    try (Handle handle = database.open()) {
      var batch = new ArrayList<Write<?>>();
      try {
        while (true) {
          Write<?> first = waiting.take();
          batch.add(first);
          gather(!first.from.equals(alone));
          waiting.drainTo(batch, MOST_PER_COMMIT - 1);
          alone = batch.size() == 1 ? first.from : null;
          commit(handle, batch);
          batch.clear();
        }
      } catch (InterruptedException isClosed) {
        waiting.drainTo(batch);
        commit(handle, batch);
      }
    }
  }

  /// Lets others come along, unless the last commit is long ago or enough wait already; the close
  /// ends that.
  ///
  /// @param isWorthIt false for a thread that writes one after the other, and has nobody beside it
  private void gather(boolean isWorthIt) throws InterruptedException {
    long left = begun + APART.toNanos() - System.nanoTime();
    if (isWorthIt && left > 0 && waiting.size() < MOST_PER_COMMIT - 1) {
      var _ = closing.await(left, TimeUnit.NANOSECONDS);
    }
    begun = System.nanoTime();
  }

  private void commit(Handle handle, List<Write<?>> batch) {
    try {
      begin(handle);
      boolean isWritten = batch.size() == 1 ? writeAlone(handle, batch) : writeAll(handle, batch);
      execute(handle, isWritten ? "commit" : "rollback");
      batch.forEach(Write::committed);
    } catch (RuntimeException | Error failure) {
      rollback(handle, failure);
      Throwable reason =
          batch.stream()
              .map(write -> write.failure)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(failure);
      batch.forEach(write -> write.done.completeExceptionally(reason));
    }
  }

  /// Writes one that is undone with its whole transaction.
  private static boolean writeAlone(Handle handle, List<Write<?>> batch) {
    return batch.getFirst().succeeds(handle);
  }

  private static boolean writeAll(Handle handle, List<Write<?>> batch) {
    for (Write<?> write : batch) {
      execute(handle, "savepoint one_write");
      if (!write.succeeds(handle)) {
        execute(handle, "rollback to one_write");
      }
      execute(handle, "release one_write");
    }
    return true;
  }

  /// Begins a transaction, and waits for the lock of another program as long as the writers have
  /// patience with it.
  ///
  /// The connection stays in auto-commit mode, and transactions are statements: sqlite-jdbc takes a
  /// transaction whose beginning has failed for one that has begun.
  private void begin(Handle handle) {
    while (true) {
      long asked = nanos.getAsLong();
      try {
        execute(handle, "begin immediate");
        locked = false;
        return;
      } catch (RuntimeException failure) {
        if (!SqliteFailures.isBusy(failure)) {
          throw failure;
        }
        if (!locked || asked - lockedUntil > FORGOTTEN.toNanos()) {
          locked = true;
          lockedSince = asked;
        }
        lockedUntil = nanos.getAsLong();
        if (lockedUntil - lockedSince >= PATIENCE.toNanos()) {
          throw failure;
        }
      }
    }
  }

  /// Not by Jdbi, which copies its settings for each statement; these are more than the writes.
  private static void execute(Handle handle, String sql) {
    try (var statement = handle.getConnection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static void rollback(Handle handle, Throwable failure) {
    try {
      execute(handle, "rollback");
    } catch (RuntimeException alreadyRolledBack) {
      failure.addSuppressed(alreadyRolledBack);
    }
  }

  private static final class Write<T> {
    private final Thread from = Thread.currentThread();
    final CompletableFuture<T> done = new CompletableFuture<>();
    private final Function<Handle, T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Write(Function<Handle, T> work) {
      this.work = work;
    }

    boolean succeeds(Handle handle) {
      try {
        result = work.apply(handle);
        return true;
      } catch (RuntimeException | Error thrown) {
        failure = thrown;
        return false;
      }
    }

    void committed() {
      if (failure != null) {
        done.completeExceptionally(failure);
      } else {
        done.complete(Objects.requireNonNull(result));
      }
    }
  }
}
