package app.kolan.server.store.postgres;

import app.kolan.server.MemoryTempDirs;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.OlderTables;
import app.kolan.server.store.sql.Schema;
import app.kolan.server.store.sql.SqlStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// One PostgreSQL for all tests of this JVM, and a database in it for each test, copied from one
/// that is migrated. It is stopped with the JVM.
///
/// Its files are in memory, and a copy is one of files: 600 of them, which on a disk take longer
/// than the test. Of the databases that nobody uses any more the last few stay.
public final class TestPostgres {
  private static final String TEMPLATE = "migrated";

  /// In a build the server shares the processors with all else, and a connection may take longer
  /// than is usual. A [Pipe], which stands for a server that is slow or away, has none of it.
  static final String PATIENCE = "&connectTimeout=5&socketTimeout=5";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /// Of 8 MB each.
  private static final int KEPT = 12;

  /// More than those of a build's processes take together.
  private static final long ROOM = 2L << 30;

  private static final Deque<String> COPIES = new ArrayDeque<>();

  private TestPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setDataDirectory(MemoryTempDirs.create(ROOM))
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("max_connections", "400")
                // Far from the limit of a statement: who waits in a deadlock must not be cut off
                // first.
                .setServerConfig("deadlock_timeout", "100ms")
                .setServerConfig("fsync", "off")
                .setServerConfig("max_wal_size", "64MB")
                .setServerConfig("autovacuum", "off")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
        execute(server.getPostgresDatabase(), "create database " + TEMPLATE);
        Schema.migrate(server.getDatabase("postgres", TEMPLATE));
        return server;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }
  }

  /// The URL of a new database with all tables.
  public static String newDatabase() {
    return copy(TEMPLATE);
  }

  /// The URL of a new database without any table.
  public static String emptyDatabase() {
    return copy("template0");
  }

  /// The URL of a new database whose tables are those of an earlier version.
  public static String olderDatabase(int version) {
    String url = emptyDatabase();
    try {
      OlderTables.make(PostgresConnections.unpooled(address(url)), version);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be made", e);
    }
    return url;
  }

  /// Stores in the database with this URL.
  public static Stores open(String url) {
    return new SqlStores(PostgresDatabase.open(address(url)));
  }

  public static PostgresAddress address(String url) {
    return PostgresAddress.parse(url, null).orElseThrow();
  }

  public static int port() {
    return Server.RUNNING.getPort();
  }

  /// The files of a database as they are on the disk after a checkpoint; the write-ahead log, which
  /// all databases share, is none of them.
  public static List<Path> files(String url) throws IOException {
    String name = address(url).database();
    execute("checkpoint");
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select current_setting('data_directory'), oid from pg_database where datname = '%s'"
                    .formatted(name))) {
      rows.next();
      Path folder = Path.of(rows.getString(1)).resolve("base").resolve(rows.getString(2));
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(Files::isRegularFile).toList();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database's folder cannot be found", e);
    }
  }

  /// Runs a statement as the server's superuser.
  public static void execute(String sql) {
    execute(Server.RUNNING.getPostgresDatabase(), sql);
  }

  private static String copy(String template) {
    String name = "test_" + DATABASES.incrementAndGet();
    synchronized (TestPostgres.class) {
      dropOldest();
      execute("create database %s template %s strategy file_copy".formatted(name, template));
      COPIES.add(name);
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres%s".formatted(port(), name, PATIENCE);
  }

  /// One that somebody is connected to becomes the newest.
  private static void dropOldest() {
    if (COPIES.size() < KEPT) {
      return;
    }
    String oldest = COPIES.remove();
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + oldest);
    } catch (SQLException _) {
      COPIES.add(oldest);
    }
  }

  private static void execute(DataSource database, String sql) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
