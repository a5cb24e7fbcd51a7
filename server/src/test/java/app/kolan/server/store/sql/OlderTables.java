package app.kolan.server.store.sql;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The tables of an earlier version.
public final class OlderTables {
  /// The next step adds a column to the calls.
  public static final int BEFORE_UNPLAYED_CALLS = 39;

  private OlderTables() {}

  /// Makes them in an empty database.
  public static void make(DataSource database, int version) throws SQLException {
    Flyway.configure()
        .configuration(Schema.flyway(database, null).getConfiguration())
        .target(Integer.toString(version))
        .load()
        .migrate();
  }
}
