package app.kolan.server.identity.sql;

import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import app.kolan.server.store.sql.ResultRow;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table of tokens of one use.
final class OneTimeTokenTable {
  private OneTimeTokenTable() {}

  static void add(
      Handle handle,
      String hash,
      Purpose purpose,
      @Nullable Long user,
      Instant at,
      Instant expiresAt) {
    handle
        .createUpdate("delete from one_time_tokens where expires_at <= :at")
        .bind("at", at.toEpochMilli())
        .execute();
    handle
        .createUpdate(
            """
            insert into one_time_tokens (hash, purpose, user_id, created_at, expires_at)
            values (:hash, :purpose, :user, :at, :expires)
            """)
        .bind("hash", hash)
        .bind("purpose", purpose.name())
        .bind("user", user)
        .bind("at", at.toEpochMilli())
        .bind("expires", expiresAt.toEpochMilli())
        .execute();
  }

  static Optional<Taken> look(Handle handle, String hash, Purpose purpose, Instant at) {
    return taken(
        handle,
        """
        select user_id from one_time_tokens
        where hash = :hash and purpose = :purpose and expires_at > :at
        """,
        hash,
        purpose,
        at);
  }

  static Optional<Taken> take(Handle handle, String hash, Purpose purpose, Instant at) {
    return taken(
        handle,
        """
        delete from one_time_tokens
        where hash = :hash and purpose = :purpose and expires_at > :at
        returning user_id
        """,
        hash,
        purpose,
        at);
  }

  private static Optional<Taken> taken(
      Handle handle, String sql, String hash, Purpose purpose, Instant at) {
    return handle
        .createQuery(sql)
        .bind("hash", hash)
        .bind("purpose", purpose.name())
        .bind("at", at.toEpochMilli())
        .map((row, _) -> new Taken(new ResultRow(row).longNumberOrNull("user_id")))
        .findOne();
  }

  static void delete(Handle handle, long user, Purpose purpose) {
    handle
        .createUpdate("delete from one_time_tokens where user_id = :user and purpose = :purpose")
        .bind("user", user)
        .bind("purpose", purpose.name())
        .execute();
  }

  static void deleteAll(Handle handle, long user) {
    handle
        .createUpdate("delete from one_time_tokens where user_id = :user")
        .bind("user", user)
        .execute();
  }
}
