package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.RepeatableWrite;
import app.kolan.server.store.sql.Schema;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.StorableText;
import app.kolan.server.store.sql.TrigramIndex;
import app.kolan.twilio.webhook.CallSid;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL database, which several servers may share.
/* Each write is a transaction of its own, at READ COMMITTED: one that is shared by many, as SQLite's
 * is, would hold the row locks of all and deadlock with that of another node.
 *
 *   caller ── waits, uninterruptibly, 5 s at most ──▶ result
 *     └─ virtual thread ─ connection (≤ 1 s) ─ statements (lock ≤ 1.5 s, answer ≤ 2 s) ─ commit
 *
 * The work runs on a thread of its own, since an interrupt closes the socket that an interrupted
 * virtual thread reads from, and a call that ends is interrupted. */
public final class PostgresDatabase implements SqlDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  /// The longest that a caller waits; a webhook is answered within eight seconds.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final String FAILED = "the ledger's database failed";

  private final PostgresAddress address;
  private final DatabaseOpening opening;
  private final HikariDataSource connections;
  private final HikariDataSource jobConnections;
  private final Jdbi jdbi;
  private final Transactions transactions;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final UnawaitedWrites unawaited = new UnawaitedWrites();
  private final Reachability reachability = new Reachability(System::nanoTime);
  private volatile Consumer<StoreException> writeFailed = _ -> {};

  private PostgresDatabase(
      PostgresAddress address,
      DatabaseOpening opening,
      HikariDataSource connections,
      HikariDataSource jobConnections) {
    this.address = address;
    this.opening = opening;
    this.connections = connections;
    this.jobConnections = jobConnections;
    jdbi = StorableText.jdbi(connections);
    transactions = new Transactions(connections, jdbi);
  }

  /// Opens a database, and migrates it when it is older. Servers that start at the same moment wait
  /// for each other's migration.
  ///
  /// @throws StoreException when it cannot be reached or used, or a newer Kolan wrote it
  public static PostgresDatabase open(PostgresAddress address) {
    return with(address, DatabaseOpening.now(address));
  }

  /// The same, and while the server cannot be reached all that is asked fails with
  /// [Code#LEDGER_UNREACHABLE], until it can, and its tables were brought up to date.
  ///
  /// @throws StoreException when it can be reached and not used, or a newer Kolan wrote it
  public static PostgresDatabase openPatiently(PostgresAddress address) {
    return with(address, DatabaseOpening.patiently(address));
  }

  private static PostgresDatabase with(PostgresAddress address, DatabaseOpening opening) {
    return new PostgresDatabase(
        address, opening, PostgresConnections.pool(address), PostgresConnections.jobPool(address));
  }

  /// What [#open] would do to a database's tables; changes nothing.
  ///
  /// @throws StoreException when it cannot be reached or read
  public static List<String> pending(PostgresAddress address) {
    try {
      return Schema.pending(PostgresConnections.unpooled(address));
    } catch (FlywayException | SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be read: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
  }

  /// The version of a database's tables; 0 when there are none yet.
  ///
  /// @throws StoreException when it cannot be reached or read
  public static int version(PostgresAddress address) {
    try {
      return Schema.version(PostgresConnections.unpooled(address));
    } catch (SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be read: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
  }

  /// Whether servers of this version can go on with the tables of a newer one.
  ///
  /// @throws StoreException when it cannot be reached or read
  public static boolean isUsable(PostgresAddress address) {
    try {
      return Schema.isUsable(PostgresConnections.unpooled(address));
    } catch (SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be read: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return writeRepeatable((handle, _) -> work.apply(handle));
  }

  @Override
  public <T> T writeRepeatable(RepeatableWrite<T> work) {
    unawaited.letGoFirst();
    try {
      return await(() -> transact(work, true));
    } catch (StoreException failure) {
      writeFailed.accept(failure);
      throw failure;
    }
  }

  /// By an advisory lock that ends with the transaction. Twilio's webhooks about one call come at
  /// once and to any node, and none sees what another has not committed.
  @Override
  public void serialize(Handle handle, CallSid call) {
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:call, 0))")
        .bind("call", call.value())
        .mapTo(Integer.class)
        .one();
  }

  /// Its commit does not wait for the disk, either: the next one that does brings it there.
  @Override
  public void writeUnawaited(Consumer<Handle> work) {
    try {
      unawaited.add(() -> writeLogged(work));
    } catch (StoreException refused) {
      logFailure(refused);
    }
  }

  private void writeLogged(Consumer<Handle> work) {
    try {
      boolean _ =
          transact(
              (handle, _) -> {
                work.accept(handle);
                return true;
              },
              false);
    } catch (RuntimeException failure) {
      logFailure(PostgresFailures.of("a write that nobody waits for failed", failure));
    }
  }

  private void logFailure(StoreException failure) {
    LOG.atWarn()
        .addKeyValue("why", failure.getMessage())
        .log("a write that nobody waits for is not in the ledger");
    writeFailed.accept(failure);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return await(() -> attempt(() -> transactions.run((handle, _) -> work.apply(handle))));
  }

  @Override
  public void warmUp(Function<Handle, ?> work) {
    try {
      var _ = threads.submit(() -> jdbi.withHandle(work::apply));
    } catch (RejectedExecutionException closed) {
      // There is no first caller then.
    }
  }

  @Override
  public TrigramIndex trigramIndex() {
    return new PostgresTrigramIndex();
  }

  @Override
  public DataSource connections() {
    return jobConnections;
  }

  @Override
  public void rewrite(List<String> tables) {
    PostgresRewriting.run(address, tables);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void whenOpen(Runnable task) {
    opening.whenOpen(task);
  }

  @Override
  public boolean isOpen() {
    return opening.isOpen();
  }

  /// Takes a transaction number, which a standby and a read-only database refuse, and writes it to
  /// the log.
  @Override
  public void checkWritable() {
    unawaited.letGoFirst();
    boolean _ =
        await(
            () ->
                transact(
                    (handle, _) -> {
                      // A row that is not there, since a lock on one that is there is a write, too.
                      handle.execute("update calls set turns = turns where sid = ''");
                      return handle
                              .createQuery("select cast(pg_current_xact_id() as text)")
                              .mapTo(String.class)
                              .one()
                          != null;
                    },
                    true));
  }

  @Override
  public void onWriteFailed(Consumer<StoreException> listener) {
    writeFailed = listener;
  }

  @Override
  public void close() {
    opening.close();
    unawaited.close();
    threads.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!threads.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    jobConnections.close();
    connections.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T await(java.util.function.Supplier<T> work) {
    CompletableFuture<T> result;
    try {
      result = CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      throw new StoreException(Code.LEDGER_CLOSED, "the ledger is closed", null);
    }
    try {
      return result.orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw ownFailure(e);
    }
  }

  private RuntimeException ownFailure(CompletionException e) {
    return switch (e.getCause()) {
      case TimeoutException _ -> {
        reachability.failed();
        yield new StoreException(
            Code.LEDGER_UNREACHABLE,
            "the database server did not answer within %d s".formatted(LONGEST_WAIT.toSeconds()),
            null);
      }
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> e;
    };
  }

  private <T> T transact(RepeatableWrite<T> work, boolean durable) {
    RepeatableWrite<T> whole =
        durable
            ? work
            : (handle, mayBeDone) -> {
              handle.execute("set local synchronous_commit = off");
              return work.apply(handle, mayBeDone);
            };
    return attempt(() -> transactions.run(whole));
  }

  /// Translates what fails, and remembers whether the server could be reached.
  private <T> T attempt(java.util.function.Supplier<T> work) {
    opening.admit();
    reachability.admit();
    try {
      T result = work.get();
      reachability.succeeded();
      return result;
    } catch (IllegalStateException | IllegalArgumentException bug) {
      reachability.succeeded();
      throw bug;
    } catch (RuntimeException failure) {
      StoreException known = known(failure);
      if (known == null) {
        throw failure;
      }
      if (known.code() == Code.LEDGER_UNREACHABLE) {
        reachability.failed();
      } else {
        reachability.succeeded();
      }
      throw known;
    }
  }

  /// Null when it is no failure of the database.
  private static @Nullable StoreException known(RuntimeException failure) {
    return failure instanceof org.jdbi.v3.core.JdbiException || failure instanceof StoreException
        ? PostgresFailures.of(FAILED, failure)
        : null;
  }
}
