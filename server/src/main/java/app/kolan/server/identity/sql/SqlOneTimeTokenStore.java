package app.kolan.server.identity.sql;

import app.kolan.server.identity.OneTimeTokenStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens of one use.
public final class SqlOneTimeTokenStore implements OneTimeTokenStore {
  private final SqlDatabase database;

  public SqlOneTimeTokenStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void add(
      String hash, Purpose purpose, @Nullable Long user, Instant at, Instant expiresAt) {
    database.writeOnly(handle -> OneTimeTokenTable.add(handle, hash, purpose, user, at, expiresAt));
  }

  @Override
  public Optional<Taken> look(String hash, Purpose purpose, Instant at) {
    return database.read(handle -> OneTimeTokenTable.look(handle, hash, purpose, at));
  }

  @Override
  public Optional<Taken> take(String hash, Purpose purpose, Instant at) {
    return database.write(handle -> OneTimeTokenTable.take(handle, hash, purpose, at));
  }

  @Override
  public void delete(long user, Purpose purpose) {
    database.writeOnly(handle -> OneTimeTokenTable.delete(handle, user, purpose));
  }
}
