package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// The database's tables, brought up to date by the migrations in `db/migration`.
///
/// A database that is up to date is recognised by one query, since Flyway alone takes half a second
/// to start.
public final class Schema {
  /// The version of the newest migration.
  public static final int VERSION = 16;

  private static final String HISTORY = "flyway_schema_history";

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
          .table(HISTORY)
          .load()
          .migrate();
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
