package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.CallOrderStore.Bounds;
import app.kolan.server.outbound.CallOrderStore.Claim;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How much a business has placed. Its row is locked while an order is claimed, so that of two who
/// claim at once the second sees what the first has taken.
final class PacingTable {
  private static final Duration WHILE_OTHERS_TALK = Duration.ofSeconds(3);

  private PacingTable() {}

  /// What keeps a business from placing a call now; empty when nothing does.
  static Optional<Claim> judge(Handle handle, long business, Bounds bounds, Instant at) {
    long latest =
        handle
            .createQuery(
                """
                insert into call_pacing (business_id, placed_at) values (:business, 0)
                on conflict (business_id) do update set placed_at = call_pacing.placed_at
                returning placed_at
                """)
            .bind("business", business)
            .mapTo(Long.class)
            .one();
    Instant next = Instant.ofEpochMilli(latest).plus(bounds.pause());
    if (next.isAfter(at)) {
      return Optional.of(new Claim.Later(next));
    }
    int underWay =
        handle
            .createQuery(
                """
                select count(*) from call_orders where business_id = :business
                  and state in ('PLACING', 'UNCERTAIN', 'PLACED')
                """)
            .bind("business", business)
            .mapTo(Integer.class)
            .one();
    if (underWay >= bounds.atOnce()) {
      return Optional.of(new Claim.Later(at.plus(WHILE_OTHERS_TALK)));
    }
    return ofToday(handle, business, bounds);
  }

  private static Optional<Claim> ofToday(Handle handle, long business, Bounds bounds) {
    long[] today =
        handle
            .createQuery(
                """
                select coalesce(sum(attempts), 0),
                  coalesce(sum((seconds + 59) / 60 + (leg_seconds + 59) / 60), 0)
                from call_orders where business_id = :business and placed_at >= :day
                """)
            .bind("business", business)
            .bind("day", bounds.dayBegan().toEpochMilli())
            .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
            .one();
    if (today[0] >= bounds.aDay()) {
      return Optional.of(new Claim.DayIsFull());
    }
    BigDecimal minutes = bounds.minutesADay();
    return minutes != null && BigDecimal.valueOf(today[1]).compareTo(minutes) >= 0
        ? Optional.of(new Claim.CostIsReached())
        : Optional.empty();
  }

  /// Makes whoever else would learn a call of the business wait, so that no two orders learn one.
  static void lock(Handle handle, long business) {
    handle.execute("update call_pacing set placed_at = placed_at where business_id = ?", business);
  }

  static void placed(Handle handle, long business, Instant at) {
    handle.execute(
        "update call_pacing set placed_at = ? where business_id = ?", at.toEpochMilli(), business);
  }
}
