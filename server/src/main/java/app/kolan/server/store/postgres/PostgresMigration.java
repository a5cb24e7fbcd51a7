package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the tables of a database up to date while other servers use them.
/* A step that changes a table needs it alone. While it waits for those who use the table, such as a
 * dump or a forgotten transaction, all others wait behind it:
 *
 *   long transaction ── has the table ────────────────────────────────▶
 *   alter table         └ waits 1 s ┘ gives up   └ waits 1 s ┘ gives up
 *   calls' writes           └ wait ─┘ go on ───────────└ wait ┘ go on ─▶
 *
 * Those have 1.5 s for a lock (see PostgresConnections), so that none of them fails for it. */
final class PostgresMigration {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresMigration.class);

  private static final String LIMIT = "set lock_timeout = '1s'";
  private static final int MOST_TRIES = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final String LOCKED = "55P03";

  private PostgresMigration() {}

  /// Servers that start at the same moment wait for each other's migration.
  ///
  /// @throws StoreException when others use a table all the time, or a newer Kolan wrote the
  ///   database
  static void run(PostgresAddress address) throws SQLException {
    DataSource database = PostgresConnections.unpooled(address);
    for (int tries = 1; ; tries++) {
      try {
        Schema.migrate(database, LIMIT);
        return;
      } catch (FlywayException e) {
        if (!PostgresFailures.state(e).equals(LOCKED)) {
          throw e;
        }
        String step = Schema.pending(database).stream().findFirst().orElse("");
        if (tries == MOST_TRIES || !pause()) {
          throw inUse(address, step, e);
        }
        LOG.atWarn()
            .addKeyValue("step", step)
            .log("others use a table that is to be changed; they go first");
      }
    }
  }

  private static StoreException inUse(PostgresAddress address, String step, FlywayException e) {
    return new StoreException(
        Code.LEDGER_OVERLOADED,
        "the tables of %s cannot be brought up to date: others have used a table that the step %s changes, all the time"
            .formatted(address, step),
        "Nothing of that step is done, and servers of the version before go on. End what uses the"
            + " table for so long, such as a dump or a transaction that was left open:"
            + " pg_stat_activity names it by its xact_start. Then run ./kolan migrate, or start"
            + " again.",
        e);
  }

  /// @return false when whoever waits is to stop
  private static boolean pause() {
    try {
      return !new CountDownLatch(1).await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
