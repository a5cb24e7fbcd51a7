package app.kolan.server.store.postgres;

import static app.kolan.server.store.sql.OlderTables.BEFORE_UNPLAYED_CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Migrations of tables that others use.
@Tag("socket")
final class PostgresMigrationTest {
  /// Five tries of a second, and a second between two of them.
  private static final Duration GIVEN_UP = Duration.ofSeconds(9);

  /// As the ledger's own connections have it.
  private static final String LIMIT_OF_CALLS = "set lock_timeout = '1500ms'";

  private final PostgresAddress address =
      TestPostgres.address(TestPostgres.olderDatabase(BEFORE_UNPLAYED_CALLS));

  @Test
  void one_that_meets_a_lock_gives_up_and_calls_go_on_meanwhile() throws Exception {
    try (Connection holder = holdingCalls();
        Connection calls = connect();
        Statement call = calls.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      call.execute(LIMIT_OF_CALLS);
      long begun = System.nanoTime();

      Future<StoreException> refused =
          threads.submit(
              () ->
                  catchThrowableOfType(
                      StoreException.class, () -> PostgresDatabase.open(address).close()));
      int answered = 0;
      while (!refused.isDone()) {
        call.execute("update calls set turns = turns where sid = ''");
        answered++;
      }

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(GIVEN_UP.dividedBy(2), GIVEN_UP.multipliedBy(3));
      assertThat(answered).isGreaterThan(1);
      StoreException refusal = refused.get();
      assertThat(refusal.code()).isEqualTo(Code.LEDGER_OVERLOADED);
      assertThat(refusal)
          .hasMessageContaining("V40, unplayed calls")
          .hasMessageContaining("pg_stat_activity")
          .hasMessageContaining("./kolan migrate");
      assertThat(PostgresDatabase.version(address)).isEqualTo(BEFORE_UNPLAYED_CALLS);
      holder.rollback();
    }
    PostgresDatabase.open(address).close();
    assertThat(PostgresDatabase.version(address)).isEqualTo(Schema.VERSION);
  }

  @Test
  void one_that_meets_a_lock_comes_again_and_is_done_when_the_lock_is_gone() throws Exception {
    try (Connection holder = holdingCalls();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> opened = threads.submit(() -> PostgresDatabase.open(address).close());
      Await.until("it waits for the table", this::isWaiting);
      Await.until("it lets others pass", () -> !isWaiting());
      assertThat(opened).isNotDone();

      holder.rollback();

      assertThat(opened.get(60, TimeUnit.SECONDS)).isNull();
    }
    assertThat(PostgresDatabase.version(address)).isEqualTo(Schema.VERSION);
  }

  /// As a dump does, which reads for long.
  private Connection holdingCalls() throws SQLException {
    Connection holder = connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("lock table calls in access share mode");
    }
    return holder;
  }

  private boolean isWaiting() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)) {
      rows.next();
      return rows.getInt(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return PostgresConnections.unpooled(address).getConnection();
  }
}
