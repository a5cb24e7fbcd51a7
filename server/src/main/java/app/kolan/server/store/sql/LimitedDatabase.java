package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.threads.BackgroundThreads;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The part of a database that those get who must not be in the way of calls: they have few of its
/// connections at once, however many ask and however long what they ask takes. The others stay free
/// for webhooks.
public final class LimitedDatabase extends DelegatingDatabase {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Semaphore places;

  /// For threads whose work can wait: they may be long at it, and what a call asks here must not
  /// wait for one of them.
  private final Semaphore backgroundPlaces;

  /// @param atOnce fewer than the database has readers
  public LimitedDatabase(SqlDatabase database, int atOnce) {
    super(database);
    places = new Semaphore(atOnce);
    backgroundPlaces = new Semaphore(atOnce);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return within(() -> database.write(work));
  }

  @Override
  public <T> T writeRepeatable(RepeatableWrite<T> work) {
    return within(() -> database.writeRepeatable(work));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return within(() -> database.read(work));
  }

  private <T> T within(Supplier<T> work) {
    return within(BackgroundThreads.isCurrent() ? backgroundPlaces : places, work);
  }

  private static <T> T within(Semaphore places, Supplier<T> work) {
    boolean has = false;
    try {
      has = places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!has) {
      throw new StoreException(
          Code.LEDGER_OVERLOADED, "too much is asked of the ledger at once", null);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
