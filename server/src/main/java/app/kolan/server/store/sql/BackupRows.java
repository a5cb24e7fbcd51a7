package app.kolan.server.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// What a backup asks of a database.
public final class BackupRows {
  private BackupRows() {}

  /// The sounds that rows name, relative to the data folder.
  public static List<String> sounds(DataSource database) throws SQLException {
    String sql =
        """
        select audio_file from turns where audio_file is not null
        union select audio_file from recordings where audio_file is not null
        """;
    var names = new ArrayList<String>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  public static long calls(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from calls")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
