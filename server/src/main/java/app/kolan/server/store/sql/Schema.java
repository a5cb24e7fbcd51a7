package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's tables, brought up to date by the migrations in `db/migration`.
///
/// A database that is up to date is recognised by one query, since Flyway alone takes half a second
/// to start.
public final class Schema {
  /// The version of the newest migration.
  public static final int VERSION = 47;

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String HISTORY = "flyway_schema_history";

  private static final String SQLITE_GRAMS =
      "create virtual table search_grams using fts5("
          + "grams, content='', contentless_delete=1, detail='none', tokenize='ascii');";

  /// The grams stand beside the rows, so that those are few pages.
  private static final String POSTGRES_GRAMS =
      """
      create sequence search_document_ids;
      alter table search_documents add column grams integer[] not null default '{}';
      alter table search_documents set (toast_tuple_target = 128);
      create index search_documents_by_gram on search_documents using gin (grams)
        with (gin_pending_list_limit = 1024);
      """;

  private Schema() {}

  /// A PostgreSQL database that a newer Kolan has brought up to date is used as it is while that
  /// has only added to it: servers of both versions run beside each other then.
  ///
  /// @throws StoreException when a newer Kolan wrote the database, and an older one cannot use it
  public static void migrate(DataSource database) throws SQLException {
    migrate(database, null);
  }

  /// The same, with limits for what its statements may wait for.
  ///
  /// @param limits a statement that each connection begins with; null for none
  public static void migrate(DataSource database, @Nullable String limits) throws SQLException {
    int version = version(database);
    if (version > VERSION && isUsable(database)) {
      LOG.atWarn()
          .addKeyValue("version", version)
          .addKeyValue("known", VERSION)
          .log("the database's tables are newer than this Kolan, which goes on with what it knows");
      return;
    }
    if (version > VERSION) {
      throw new StoreException(
          Code.LEDGER_NEWER,
          "the ledger has version %d, and this Kolan knows version %d".formatted(version, VERSION),
          null);
    }
    if (version < VERSION) {
      flyway(database, limits).migrate();
    }
  }

  /// What [#migrate] would do, by number and name; changes nothing.
  public static List<String> pending(DataSource database) throws SQLException {
    return version(database) >= VERSION
        ? List.of()
        : Stream.of(flyway(database, null).info().pending())
            .map(step -> "V%s, %s".formatted(step.getVersion(), step.getDescription()))
            .toList();
  }

  static Flyway flyway(DataSource database, @Nullable String limits) throws SQLException {
    return Flyway.configure()
        .initSql(limits)
        .dataSource(database)
        .locations("classpath:db/migration")
        .placeholders(Map.of("gram_index", trigramIndex(database)))
        .table(HISTORY)
        .load();
  }

  /// Whether servers of this version can go on with newer tables. SQLite has one server, which is
  /// updated at once.
  public static boolean isUsable(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        return false;
      }
      try (var tables =
          connection
              .getMetaData()
              .getTables(null, schema(connection), "schema_compatibility", null)) {
        if (!tables.next()) {
          return false;
        }
      }
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select max(oldest) from schema_compatibility")) {
        return rows.next() && rows.getInt(1) > 0 && rows.getInt(1) <= VERSION;
      }
    }
  }

  /// What makes the index of trigrams, in the words of the database's product.
  private static String trigramIndex(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return product.equals("PostgreSQL") ? POSTGRES_GRAMS : SQLITE_GRAMS;
    }
  }

  /// The schema whose tables are meant; null where there are no schemas.
  private static @Nullable String schema(Connection connection) throws SQLException {
    String schema = connection.getSchema();
    return schema == null || schema.isEmpty() ? null : schema;
  }

  /// The version of a database; 0 when nothing has been written to it.
  public static int version(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (var tables =
          connection.getMetaData().getTables(null, schema(connection), HISTORY, null)) {
        if (!tables.next()) {
          return 0;
        }
      }
      String sql = "select max(cast(version as integer)) from " + HISTORY + " where success = true";
      try (var statement = connection.createStatement();
          var newest = statement.executeQuery(sql)) {
        return newest.next() ? newest.getInt(1) : 0;
      }
    }
  }
}
