package app.kolan.bench.nodes;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.RecordingSid;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// The jobs of servers, as their PostgreSQL database has them.
record JobTable(DataSource database) {
  /// A job is late, or its node dead, when it should have begun, or was last heard of, before this.
  private static final int LATE_SECONDS = 30;

  static JobTable of(Stores stores) {
    return new JobTable(stores.jobDatabase().connections());
  }

  /// The recordings that a node is fetching.
  ///
  /// @param node its identifier, as the table `nodes` has it
  List<RecordingSid> fetchedBy(String node) {
    return ask(
            """
            select task_instance from scheduled_tasks
            where task_name = 'fetch-recording' and picked and picked_by = ?
            """,
            node)
        .stream()
        .map(RecordingSid::new)
        .toList();
  }

  /// The jobs that nobody does although it is time, and those of which nothing is heard, in words:
  /// none, mostly.
  List<String> stuck() {
    return ask(
        """
        select task_name || ' of ' || coalesce(picked_by, 'nobody') || ', since ' || execution_time
        from scheduled_tasks
        where (picked and last_heartbeat < now() - ? * interval '1 second')
          or (not picked and execution_time < now() - ? * interval '1 second')
        """,
        LATE_SECONDS,
        LATE_SECONDS);
  }

  private List<String> ask(String sql, Object... values) {
    try (var connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      var rows = new ArrayList<String>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreException(StoreException.Code.LEDGER_FAILED, "the jobs cannot be read", e);
    }
  }
}
