package app.kolan.server.store.sql;

import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;

/// What the tables of calls and of `provider_usage` say about usage.
final class SqlUsageStore implements UsageStore {
  /// All calls, with those of which only this is left.
  static final String COUNTED =
      """
      (select sid, business_id, arrived_at, ended_at, length_ms from calls
       union all
       select id, business_id, arrived_at, null, length_ms from anonymous_calls) counted
      """;

  /// The minutes of a row of `calls`, and of `anonymous_calls`.
  static final String MINUTES = "(coalesce(length_ms, ended_at - arrived_at, 0) + 59999) / 60000";

  static final String ANONYMOUS_MINUTES = "(length_ms + 59999) / 60000";

  private final SqlDatabase database;

  SqlUsageStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public long minutes(long businessId, Instant from, Instant until) {
    return number(
        """
        select coalesce(sum(minutes), 0) from (
          select %s as minutes
          from calls
          where business_id = :business and arrived_at >= :from and arrived_at < :until
          union all
          select %s from anonymous_calls
          where business_id = :business and arrived_at >= :from and arrived_at < :until
        ) counted
        """
            .formatted(MINUTES, ANONYMOUS_MINUTES),
        businessId,
        from,
        until);
  }

  @Override
  public long calls(long businessId, Instant from, Instant until) {
    return number(
        """
        select (select count(*) from calls
            where business_id = :business and arrived_at >= :from and arrived_at < :until)
          + (select count(*) from anonymous_calls
            where business_id = :business and arrived_at >= :from and arrived_at < :until)
        """,
        businessId,
        from,
        until);
  }

  private long number(String sql, long businessId, Instant from, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(sql)
                .bind("business", businessId)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .mapTo(Long.class)
                .one());
  }

  @Override
  public void write(CallSid call, List<ProviderUsage> used, Instant now) {
    database.writeOnly(
        handle -> used.forEach(usage -> ProviderUsageTable.put(handle, call, usage, now)));
  }

  /// One whose answer was lost is not added again: rather a little too little than twice.
  @Override
  public void add(CallSid call, ProviderUsage more, Instant now) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) -> {
          if (!mayBeDone) {
            ProviderUsageTable.add(handle, call, more, now);
          }
        });
  }

  @Override
  public List<ProviderUsage> findByCall(CallSid call) {
    return database.read(handle -> ProviderUsageTable.findByCall(handle, call));
  }

  @Override
  public List<ProviderUsage> sums(long businessId, Instant from, Instant until) {
    return database.read(handle -> ProviderUsageTable.sums(handle, businessId, from, until));
  }
}
