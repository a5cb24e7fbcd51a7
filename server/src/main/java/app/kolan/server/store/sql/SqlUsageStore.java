package app.kolan.server.store.sql;

import app.kolan.server.store.UsageStore;
import java.time.Instant;

/// What the table of calls says about usage.
final class SqlUsageStore implements UsageStore {
  private final SqlDatabase database;

  SqlUsageStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public long minutes(long businessId, Instant from, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(
                      sum((coalesce(length_ms, ended_at - arrived_at, 0) + 59999) / 60000), 0)
                    from calls
                    where business_id = :business and arrived_at >= :from and arrived_at < :until
                    """)
                .bind("business", businessId)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .mapTo(Long.class)
                .one());
  }
}
