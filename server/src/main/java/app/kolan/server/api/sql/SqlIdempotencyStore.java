package app.kolan.server.api.sql;

import app.kolan.server.api.IdempotencyStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The table of idempotency keys.
public final class SqlIdempotencyStore implements IdempotencyStore {
  private final SqlDatabase database;

  public SqlIdempotencyStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Known> begin(
      String actor, String key, String fingerprint, Instant at, Duration kept) {
    return database.write(
        handle -> {
          handle
              .createUpdate("delete from idempotency_keys where created_at < :old")
              .bind("old", at.minus(kept).toEpochMilli())
              .execute();
          int added =
              handle
                  .createUpdate(
                      """
                      insert into idempotency_keys (actor, key, fingerprint, created_at)
                      values (:actor, :key, :fingerprint, :at)
                      on conflict (actor, key) do nothing
                      """)
                  .bind("actor", actor)
                  .bind("key", key)
                  .bind("fingerprint", fingerprint)
                  .bind("at", at.toEpochMilli())
                  .execute();
          if (added == 1) {
            return Optional.<Known>empty();
          }
          return handle
              .createQuery(
                  "select fingerprint, answer from idempotency_keys where actor = :actor and key = :key")
              .bind("actor", actor)
              .bind("key", key)
              .map(
                  (columns, _) ->
                      new Known(
                          columns.getString("fingerprint"),
                          Optional.ofNullable(columns.getString("answer"))))
              .findOne();
        });
  }

  @Override
  public void answered(String actor, String key, String answer) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    "update idempotency_keys set answer = :answer where actor = :actor and key = :key")
                .bind("answer", answer)
                .bind("actor", actor)
                .bind("key", key)
                .execute());
  }

  @Override
  public void forget(String actor, String key) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate("delete from idempotency_keys where actor = :actor and key = :key")
                .bind("actor", actor)
                .bind("key", key)
                .execute());
  }
}
