package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes tables anew. A plain VACUUM leaves the bytes of dead rows in their pages until others are
/// written over them, and ANALYZE keeps common values, such as callers' numbers, in `pg_statistic`.
///
/// Source: https://www.postgresql.org/docs/18/sql-vacuum.html, https://www.postgresql.org/docs/18/
/// catalog-pg-statistic.html
final class PostgresRewriting {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresRewriting.class);

  /// While it waits for a table, all others wait behind it, so that it waits a moment and comes
  /// again.
  private static final String LIMITS = "set lock_timeout = '400ms'; set statement_timeout = 0";

  /// From this version on there is a function that clears what ANALYZE knew.
  private static final int CLEARS_STATISTICS = 18;

  private static final int MOST_TRIES = 40;
  private static final String LOCKED = "55P03";
  private static final String FORBIDDEN = "42501";

  private PostgresRewriting() {}

  static void run(PostgresAddress address, List<String> tables) {
    try (Connection connection = PostgresConnections.unpooled(address).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(LIMITS);
      boolean isClearing = connection.getMetaData().getDatabaseMajorVersion() >= CLEARS_STATISTICS;
      for (String table : tables) {
        if (isClearing) {
          clearStatistics(statement, table);
        } else {
          dropStatisticsOfEmpty(statement, table);
        }
        rewrite(statement, "vacuum (full, analyze) " + table);
      }
      asFarAsAllowed(statement, "vacuum (full) pg_catalog.pg_statistic");
      // Files of the tables as they were are deleted by the next checkpoint.
      asFarAsAllowed(statement, "checkpoint");
    } catch (SQLException e) {
      throw PostgresFailures.of("tables could not be written anew", e);
    }
  }

  /// ANALYZE leaves what it knew of a table that is empty now.
  private static void clearStatistics(Statement statement, String table) throws SQLException {
    rewrite(
        statement,
        """
        select pg_clear_attribute_stats(
          schemaname::text, tablename::text, attname::text, inherited)
        from pg_stats where schemaname = current_schema() and tablename = '%s'
        """
            .formatted(table));
  }

  /// Does the same where that function is missing: a column that is given a type, be it the one
  /// that it has, loses its statistics. Of a table with rows ANALYZE writes them anew.
  static void dropStatisticsOfEmpty(Statement statement, String table) throws SQLException {
    String sameTypes;
    try (ResultSet found =
        statement.executeQuery(
            """
            select string_agg(format('alter column %%I type %%s%%s', attname,
                format_type(atttypid, atttypmod),
                case when attcollation <> 0
                  then ' collate ' || attcollation::regcollation end), ', ')
            from pg_attribute join pg_stats using (attname)
            where attrelid = '%1$s'::regclass and tablename = '%1$s'
              and schemaname = current_schema() and not exists (select from %1$s)
            """
                .formatted(table))) {
      sameTypes = found.next() ? found.getString(1) : null;
    }
    if (sameTypes != null) {
      rewrite(statement, "alter table " + table + " " + sameTypes);
    }
  }

  private static void rewrite(Statement statement, String sql) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        if (!LOCKED.equals(e.getSQLState())) {
          throw e;
        }
        if (tries == MOST_TRIES) {
          throw new StoreException(
              Code.LEDGER_OVERLOADED, "others have used a table all the time", e);
        }
      }
    }
  }

  /// What only an owner of the database or a superuser may do.
  private static void asFarAsAllowed(Statement statement, String sql) throws SQLException {
    boolean isDone;
    try {
      statement.clearWarnings();
      rewrite(statement, sql);
      // VACUUM leaves out what it may not do, with a warning.
      isDone = statement.getWarnings() == null;
    } catch (SQLException e) {
      if (!FORBIDDEN.equals(e.getSQLState())) {
        throw e;
      }
      isDone = false;
    }
    if (!isDone) {
      LOG.atInfo()
          .addKeyValue("statement", sql)
          .log("the database's user may not do this; its operator should after an erasure");
    }
  }
}
