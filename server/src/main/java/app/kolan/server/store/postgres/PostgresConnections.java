package app.kolan.server.store.postgres;

import app.kolan.server.settings.Secret;
import app.kolan.server.store.PostgresAddress;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/// Connections to a PostgreSQL server, of which none waits for long.
final class PostgresConnections {
  private static final int MOST = 16;
  private static final int MOST_FOR_JOBS = 4;
  private static final String CONNECT_TIMEOUT = "connectTimeout";
  private static final Duration CHECKOUT = Duration.ofSeconds(1);

  /// A statement ends before the socket's patience does, so that its connection is kept.
  private static final String LIMITS =
      "set lock_timeout = '1500ms'; set statement_timeout = '1800ms';"
          + " set idle_in_transaction_session_timeout = '5s'";

  private static final String LIMITS_FOR_JOBS =
      "set lock_timeout = '1500ms'; set idle_in_transaction_session_timeout = '10s'";

  private static final String DRIVER = "org.postgresql.Driver";

  /// What holds unless the address says otherwise, by pgjdbc's names. Timeouts are in seconds. The
  /// details of a server's error would quote the row.
  private static final Map<String, String> USUAL =
      Map.of(
          CONNECT_TIMEOUT,
          "1",
          "loginTimeout",
          "2",
          "socketTimeout",
          "2",
          "cancelSignalTimeout",
          "1",
          "tcpKeepAlive",
          "true",
          "ApplicationName",
          "kolan",
          "logServerErrorDetail",
          "false");

  /// The same for migrations, which may take long.
  private static final Map<String, String> PATIENT =
      Map.of(CONNECT_TIMEOUT, "3", "loginTimeout", "5", "socketTimeout", "600");

  private PostgresConnections() {}

  static HikariDataSource pool(PostgresAddress address) {
    return pool(address, "ledger", MOST, LIMITS);
  }

  static HikariDataSource jobPool(PostgresAddress address) {
    return pool(address, "jobs", MOST_FOR_JOBS, LIMITS_FOR_JOBS);
  }

  /// Connections for migrations, which may take long.
  static DataSource unpooled(PostgresAddress address) {
    Map<String, String> all = new HashMap<>(USUAL);
    all.putAll(PATIENT);
    all.putAll(address.properties());
    var properties = new Properties();
    properties.putAll(all);
    return new DriverDataSource(
        address.url(),
        DRIVER,
        properties,
        address.user().orElse(null),
        address.password().map(Secret::value).orElse(null));
  }

  private static HikariDataSource pool(
      PostgresAddress address, String name, int most, String limits) {
    var pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDriverClassName(DRIVER);
    pool.setJdbcUrl(address.url());
    address.user().ifPresent(pool::setUsername);
    address.password().map(Secret::value).ifPresent(pool::setPassword);
    USUAL.forEach(pool::addDataSourceProperty);
    address.properties().forEach(pool::addDataSourceProperty);
    pool.setMaximumPoolSize(most);
    pool.setMinimumIdle(1);
    Duration checkout = checkout(address);
    pool.setConnectionTimeout(checkout.toMillis());
    pool.setValidationTimeout(checkout.toMillis() / 2);
    pool.setKeepaliveTime(Duration.ofSeconds(60).toMillis());
    pool.setMaxLifetime(Duration.ofMinutes(15).toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql(limits);
    return new HikariDataSource(pool);
  }

  /// As long as the opening of a connection may take, if the address says how long.
  private static Duration checkout(PostgresAddress address) {
    try {
      int seconds = Integer.parseInt(address.properties().getOrDefault(CONNECT_TIMEOUT, ""));
      return seconds > 0 ? Duration.ofSeconds(seconds) : CHECKOUT;
    } catch (NumberFormatException _) {
      return CHECKOUT;
    }
  }
}
