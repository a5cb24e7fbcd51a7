package app.kolan.server.bootstrap;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All rows of a server's SQLite database that nobody changes but who asks it to.
///
/// @param data the server's data folder
record DatabaseRows(Path data, List<String> rows) {
  /// What changes by itself: alerts are sent, calls are followed up, and requests leave a trace of
  /// their own.
  private static final Set<String> MOVING =
      Set.of(
          "audit_entries",
          "audit_head",
          "audit_anchor",
          "sessions",
          "idempotency_keys",
          "alerts",
          "alert_deliveries",
          "alert_marks",
          "pending_calls");

  /// Of which only that they are there stays as it is.
  private static final Set<String> TRIED = Set.of("call_orders", "calendar_links", "waiting_list");

  DatabaseRows {
    rows = List.copyOf(rows);
  }

  static DatabaseRows of(Path data) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        String columns = TRIED.contains(table) ? "id" : "*";
        try (ResultSet found = statement.executeQuery("select " + columns + " from " + table)) {
          while (found.next()) {
            rows.add(row(table, found));
          }
        }
      }
    }
    // Keys that are in use note when.
    rows.removeIf(row -> row.startsWith("api_keys|") && row.contains("|test|"));
    return new DatabaseRows(data, rows);
  }

  private static List<String> tables(Statement statement) throws SQLException {
    var tables = new ArrayList<String>();
    try (ResultSet found =
        statement.executeQuery(
            "select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    tables.removeAll(MOVING);
    // The index of the search is made of what is compared here anyhow.
    tables.removeIf(table -> table.startsWith("search_"));
    return tables;
  }

  private static String row(String table, ResultSet found) throws SQLException {
    var row = new StringBuilder(table);
    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
      row.append('|').append(found.getString(i));
    }
    return row.toString();
  }

  /// The rows that are there now alone, and those that are there no more.
  List<String> differencesNow() throws SQLException {
    List<String> now = of(data).rows();
    var differences = new ArrayList<>(rows);
    differences.removeAll(now);
    now.stream().filter(row -> !rows.contains(row)).forEach(differences::add);
    return differences;
  }
}
