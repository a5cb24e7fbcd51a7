package app.kolan.server.identity.sql;

import org.jdbi.v3.core.Handle;

/// Gives identifiers, each once.
final class Identifiers {
  private Identifiers() {}

  static long next(Handle handle, String kind) {
    return handle
        .createQuery(
            """
            update identity_counters set last_id = last_id + 1 where kind = :kind
            returning last_id
            """)
        .bind("kind", kind)
        .mapTo(Long.class)
        .one();
  }
}
