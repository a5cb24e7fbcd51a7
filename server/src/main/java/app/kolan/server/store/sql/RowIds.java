package app.kolan.server.store.sql;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/// Identifiers of rows.
public final class RowIds {
  private static final int RANDOM_BITS = 20;

  private RowIds() {}

  /// One that is greater than those of earlier milliseconds, and needs no row that transactions
  /// wait for.
  public static long at(Instant at) {
    return at.toEpochMilli() << RANDOM_BITS | ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
  }

  /// The next small one of a kind, for what people see. The counter stays locked until the
  /// transaction ends.
  public static long next(Handle handle, String kind) {
    return handle
        .createQuery(
            "update crm_counters set last_id = last_id + 1 where kind = :kind returning last_id")
        .bind("kind", kind)
        .mapTo(Long.class)
        .one();
  }
}
