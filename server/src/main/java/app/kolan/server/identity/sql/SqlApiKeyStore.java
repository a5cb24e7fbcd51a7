package app.kolan.server.identity.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.ApiKeyStore;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The API keys.
public final class SqlApiKeyStore implements ApiKeyStore {
  private final SqlDatabase database;

  public SqlApiKeyStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public ApiKey add(NewKey key, Function<ApiKey, AuditEntry> audit) {
    return database.write(
        handle -> {
          Long maker = key.maker();
          if (maker != null && !ApiKeyTable.holdValid(handle, maker)) {
            throw new IdentityRefusal(
                IdentityRefusal.Kind.FORBIDDEN, "the key that makes this one is revoked");
          }
          ApiKey added = ApiKeyTable.add(handle, key);
          AuditTable.append(handle, audit.apply(added));
          return added;
        });
  }

  @Override
  public Optional<ApiKey> find(long id) {
    return database.read(handle -> ApiKeyTable.find(handle, id));
  }

  @Override
  public Optional<Stored> findByPrefix(String prefix) {
    return database.read(handle -> ApiKeyTable.findByPrefix(handle, prefix));
  }

  @Override
  public List<ApiKey> list(@Nullable Long business, long after, int limit) {
    return database.read(handle -> ApiKeyTable.list(handle, business, after, limit));
  }

  @Override
  public List<ApiKey> listOfAll(long after, int limit) {
    return database.read(handle -> ApiKeyTable.listOfAll(handle, after, limit));
  }

  @Override
  public boolean revoke(long id, Instant at, Function<ApiKey, AuditEntry> audit) {
    return database.write(
        handle -> {
          var left = new ArrayDeque<Long>();
          left.add(id);
          boolean any = false;
          while (!left.isEmpty()) {
            long next = left.remove();
            if (ApiKeyTable.revoke(handle, next, at)) {
              any = true;
              AuditTable.append(handle, audit.apply(ApiKeyTable.find(handle, next).orElseThrow()));
              left.addAll(ApiKeyTable.madeBy(handle, next));
            }
          }
          return any;
        });
  }

  @Override
  public void used(long id, Instant at) {
    database.writeUnawaited(handle -> ApiKeyTable.used(handle, id, at));
  }
}
