package app.kolan.server.identity.sql;

import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.ApiKeyStore.NewKey;
import app.kolan.server.identity.ApiKeyStore.Stored;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Scopes;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of API keys. Scopes are words with commas between them; a word that this Kolan does
/// not know allows nothing.
final class ApiKeyTable {
  private ApiKeyTable() {}

  static ApiKey add(Handle handle, NewKey key) {
    return handle
        .createQuery(
            """
            insert into api_keys (id, prefix, hash, name, business_id, scopes, created_at,
              created_by, expires_at)
            values (:id, :prefix, :hash, :name, :business, :scopes, :at, :by, :expires)
            returning *
            """)
        .bind("id", Identifiers.next(handle, "key"))
        .bind("prefix", key.prefix())
        .bind("hash", key.hash())
        .bind("name", key.name())
        .bind("business", key.business())
        .bind("scopes", String.join(",", Scopes.words(key.scopes())))
        .bind("at", key.createdAt().toEpochMilli())
        .bind("by", key.createdBy())
        .bind("expires", ResultRow.millis(key.expiresAt()))
        .map(ApiKeyTable::key)
        .one();
  }

  static Optional<ApiKey> find(Handle handle, long id) {
    return handle
        .createQuery("select * from api_keys where id = :id")
        .bind("id", id)
        .map(ApiKeyTable::key)
        .findOne();
  }

  static Optional<Stored> findByPrefix(Handle handle, String prefix) {
    return handle
        .createQuery("select * from api_keys where prefix = :prefix")
        .bind("prefix", prefix)
        .map((row, context) -> new Stored(key(row, context), row.getString("hash")))
        .findOne();
  }

  static List<ApiKey> list(Handle handle, @Nullable Long business, long after, int limit) {
    String condition = business == null ? "" : "business_id = :business and ";
    var query =
        handle.createQuery(
            "select * from api_keys where %sid > :after order by id limit :limit"
                .formatted(condition));
    if (business != null) {
      query.bind("business", business);
    }
    return query.bind("after", after).bind("limit", limit).map(ApiKeyTable::key).list();
  }

  static List<ApiKey> listOfAll(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            select * from api_keys where business_id is null and id > :after
            order by id limit :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map(ApiKeyTable::key)
        .list();
  }

  static boolean revoke(Handle handle, long id, Instant at) {
    return handle
            .createUpdate(
                "update api_keys set revoked_at = :at where id = :id and revoked_at is null")
            .bind("id", id)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Whether a key is not revoked, and will not be before this transaction ends.
  static boolean holdValid(Handle handle, long id) {
    return handle
            .createUpdate(
                "update api_keys set used_at = used_at where id = :id and revoked_at is null")
            .bind("id", id)
            .execute()
        == 1;
  }

  /// The keys that were made by a key, and are not revoked.
  static List<Long> madeBy(Handle handle, long id) {
    return handle
        .createQuery("select id from api_keys where created_by = :by and revoked_at is null")
        .bind("by", ApiKey.subject(id))
        .mapTo(Long.class)
        .list();
  }

  static void used(Handle handle, long id, Instant at) {
    handle
        .createUpdate(
            "update api_keys set used_at = :at where id = :id and coalesce(used_at, 0) < :at")
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private static ApiKey key(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new ApiKey(
        row.longNumber("id"),
        row.text("prefix"),
        row.text("name"),
        row.longNumberOrNull("business_id"),
        scopes(row.text("scopes")),
        row.instant("created_at"),
        row.text("created_by"),
        row.instantOrNull("expires_at"),
        row.instantOrNull("revoked_at"),
        row.instantOrNull("used_at"));
  }

  private static Set<Permission> scopes(String words) {
    return Arrays.stream(words.split(",", -1))
        .flatMap(word -> Permission.ofScope(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
