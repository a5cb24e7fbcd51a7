package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// The database's tables, brought up to date by the migrations in `db/migration`.
///
/// A database that is up to date is recognised by one query, since Flyway alone takes half a second
/// to start.
public final class Schema {
  /// The version of the newest migration.
  public static final int VERSION = 38;

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

  /// @throws StoreException when a newer Kolan wrote the database
  public static void migrate(DataSource database) throws SQLException {
    int version = version(database);
    if (version > VERSION) {
      throw new StoreException(
          Code.LEDGER_NEWER,
          "the ledger has version %d, and this Kolan knows version %d".formatted(version, VERSION),
          null);
    }
    if (version < VERSION) {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/migration")
          .placeholders(Map.of("gram_index", trigramIndex(database)))
          .table(HISTORY)
          .load()
          .migrate();
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
