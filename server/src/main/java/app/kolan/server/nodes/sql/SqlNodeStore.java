package app.kolan.server.nodes.sql;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeStore;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The nodes in PostgreSQL, the one database here that several servers may use.
public final class SqlNodeStore implements NodeStore {
  /// Milliseconds since 1970 by the database's clock.
  private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

  private static final Duration KEPT = Duration.ofDays(1);

  private final SqlDatabase database;

  public SqlNodeStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Node> join(Node node) {
    return database.write(
        handle -> {
          handle
              .createQuery("select 1 from pg_advisory_xact_lock(hashtextextended('nodes', 0))")
              .mapTo(Integer.class)
              .one();
          Optional<Node> other =
              all(handle).stream()
                  .filter(known -> known.name().equals(node.name()) && known.isLive())
                  .filter(known -> !known.home().equals(node.home()))
                  .filter(known -> !known.id().equals(node.id()))
                  .findFirst();
          if (other.isEmpty()) {
            handle
                .createUpdate(
                    """
                    update nodes set state = 'GONE'
                    where (name = :name or home = :home) and id <> :id
                    """)
                .bind("name", node.name())
                .bind("home", node.home())
                .bind("id", node.id())
                .execute();
            handle
                .createUpdate("delete from nodes where beat_at < " + NOW + " - :kept")
                .bind("kept", KEPT.toMillis())
                .execute();
            show(handle, node);
          }
          return other;
        });
  }

  @Override
  public Signs beat(Node node) {
    return database.write(
        handle -> {
          long now = show(handle, node);
          return new Signs(Instant.ofEpochMilli(now), all(handle));
        });
  }

  @Override
  public List<Node> all() {
    return database.read(SqlNodeStore::all);
  }

  /// @return the time of the database
  private static long show(Handle handle, Node node) {
    return handle
        .createQuery(
            """
            insert into nodes (id, name, home, state, version, settings_hash, started_at, beat_at,
              skew_ms, calls, address)
            values (:id, :name, :home, :state, :version, :hash, :started, %s, :skew, :calls,
              :address)
            on conflict (id) do update set state = excluded.state, beat_at = excluded.beat_at,
              skew_ms = excluded.skew_ms, calls = excluded.calls, address = excluded.address
            returning beat_at
            """
                .formatted(NOW))
        .bind("id", node.id())
        .bind("name", node.name())
        .bind("home", node.home())
        .bind("state", node.state().name())
        .bind("version", node.version())
        .bind("hash", node.settingsHash())
        .bind("started", node.startedAt().toEpochMilli())
        .bind("skew", node.skew().toMillis())
        .bind("calls", node.calls())
        .bind("address", node.address())
        .mapTo(Long.class)
        .one();
  }

  private static List<Node> all(Handle handle) {
    return handle
        .createQuery(
            "select nodes.*, %s - beat_at as since_beat from nodes order by name, started_at"
                .formatted(NOW))
        .map(SqlNodeStore::node)
        .list();
  }

  private static Node node(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Node(
        row.text("id"),
        row.text("name"),
        row.text("home"),
        Node.State.valueOf(row.text("state")),
        row.text("version"),
        row.text("settings_hash"),
        row.instant("started_at"),
        Duration.ofMillis(row.longNumber("since_beat")),
        Duration.ofMillis(row.longNumber("skew_ms")),
        row.number("calls"),
        row.textOrNull("address"));
  }
}
