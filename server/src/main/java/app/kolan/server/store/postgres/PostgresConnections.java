package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections to a PostgreSQL server, of which none waits for long.
final class PostgresConnections {
  private static final int MOST = 16;
  private static final int MOST_FOR_JOBS = 4;
  private static final Duration CHECKOUT = Duration.ofSeconds(1);

  /// A statement ends before the socket's patience does, so that its connection is kept.
  private static final String LIMITS =
      "set lock_timeout = '1500ms'; set statement_timeout = '1800ms';"
          + " set idle_in_transaction_session_timeout = '5s'";

  private static final String LIMITS_FOR_JOBS =
      "set lock_timeout = '1500ms'; set idle_in_transaction_session_timeout = '10s'";

  /// What holds unless the address says otherwise. Seconds, as pgjdbc counts them. The details of a
  /// server's error would quote the row.
  private static final Map<PGProperty, String> USUAL =
      Map.of(
          PGProperty.CONNECT_TIMEOUT, "1",
          PGProperty.LOGIN_TIMEOUT, "2",
          PGProperty.SOCKET_TIMEOUT, "2",
          PGProperty.CANCEL_SIGNAL_TIMEOUT, "1",
          PGProperty.TCP_KEEP_ALIVE, "true",
          PGProperty.APPLICATION_NAME, "kolan",
          PGProperty.LOG_SERVER_ERROR_DETAIL, "false");

  private PostgresConnections() {}

  static HikariDataSource pool(PostgresAddress address) {
    return pool(address, "ledger", MOST, LIMITS);
  }

  static HikariDataSource jobPool(PostgresAddress address) {
    return pool(address, "jobs", MOST_FOR_JOBS, LIMITS_FOR_JOBS);
  }

  /// Connections for migrations, which may take long.
  static DataSource unpooled(PostgresAddress address) {
    PGSimpleDataSource source = source(address);
    source.setSocketTimeout(600);
    source.setConnectTimeout(3);
    source.setLoginTimeout(5);
    return source;
  }

  private static HikariDataSource pool(
      PostgresAddress address, String name, int most, String limits) {
    var pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDataSource(source(address));
    pool.setMaximumPoolSize(most);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CHECKOUT.toMillis());
    pool.setValidationTimeout(CHECKOUT.toMillis() / 2);
    pool.setKeepaliveTime(Duration.ofSeconds(60).toMillis());
    pool.setMaxLifetime(Duration.ofMinutes(15).toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql(limits);
    return new HikariDataSource(pool);
  }

  private static PGSimpleDataSource source(PostgresAddress address) {
    var source = new PGSimpleDataSource();
    source.setUrl(address.url());
    USUAL.forEach(
        (property, usual) -> {
          if (!address.sets(property.getName())) {
            source.setProperty(property, usual);
          }
        });
    address.user().ifPresent(source::setUser);
    address.password().ifPresent(password -> source.setPassword(password.value()));
    return source;
  }
}
