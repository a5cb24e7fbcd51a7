package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.RetentionRun;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.RowIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of what retention did.
final class RunTable {
  private RunTable() {}

  /// Adds a run, or takes one over that nobody was at for a while.
  static Optional<RetentionRun> begin(
      Handle handle,
      long business,
      String once,
      Map<String, Integer> days,
      Instant staleBefore,
      Instant at) {
    return handle
        .createQuery(
            """
            insert into retention_runs (id, business_id, once, state, days, counts, held,
              started_at, changed_at)
            values (:id, :business, :once, 'RUNNING', :days, '{}', 0, :at, :at)
            on conflict (business_id, once) do update set changed_at = excluded.changed_at,
              state = 'RUNNING', problem = null
            where retention_runs.finished_at is null and retention_runs.changed_at < :stale
            returning *
            """)
        .bind("id", RowIds.at(at))
        .bind("business", business)
        .bind("once", once)
        .bind("days", JsonCounts.of(days))
        .bind("at", at.toEpochMilli())
        .bind("stale", staleBefore.toEpochMilli())
        .map(RunTable::run)
        .findOne();
  }

  static void progress(Handle handle, RetentionRun run) {
    Instant finishedAt = run.finishedAt();
    handle
        .createUpdate(
            """
            update retention_runs set state = :state, counts = :counts, held = :held,
              problem = :problem, changed_at = :at, finished_at = :finished
            where id = :id
            """)
        .bind("id", run.id())
        .bind("state", run.state().name())
        .bind("counts", JsonCounts.of(run.counts()))
        .bind("held", run.held())
        .bind("problem", run.problem())
        .bind("at", run.changedAt().toEpochMilli())
        .bind("finished", finishedAt == null ? null : (Long) finishedAt.toEpochMilli())
        .execute();
  }

  static Optional<RetentionRun> find(Handle handle, long business, long id) {
    return handle
        .createQuery("select * from retention_runs where id = :id and business_id = :business")
        .bind("id", id)
        .bind("business", business)
        .map(RunTable::run)
        .findOne();
  }

  static List<RetentionRun> page(Handle handle, long business, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from retention_runs where business_id = :business and id < :before
            order by id desc limit :limit
            """)
        .bind("business", business)
        .bind("before", before)
        .bind("limit", limit)
        .map(RunTable::run)
        .list();
  }

  private static RetentionRun run(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new RetentionRun(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.text("once"),
        RetentionRun.State.valueOf(row.text("state")),
        JsonCounts.read(row.text("days")),
        JsonCounts.read(row.text("counts")),
        row.number("held"),
        row.textOrNull("problem"),
        row.instant("started_at"),
        row.instant("changed_at"),
        row.instantOrNull("finished_at"));
  }
}
