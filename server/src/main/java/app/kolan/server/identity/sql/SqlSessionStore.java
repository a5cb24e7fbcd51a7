package app.kolan.server.identity.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.identity.LoginSession;
import app.kolan.server.identity.SessionStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions.
public final class SqlSessionStore implements SessionStore {
  private final SqlDatabase database;

  public SqlSessionStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public LoginSession add(
      String hash,
      long user,
      Instant at,
      Instant expiresAt,
      @Nullable String address,
      @Nullable String userAgent) {
    return database.write(
        handle -> SessionTable.add(handle, hash, user, at, expiresAt, address, userAgent));
  }

  @Override
  public Optional<Found> find(String hash) {
    return database.read(handle -> SessionTable.find(handle, hash));
  }

  @Override
  public List<LoginSession> list(long user) {
    return database.read(handle -> SessionTable.list(handle, user));
  }

  @Override
  public void seen(long id, Instant at) {
    database.writeUnawaited(handle -> SessionTable.seen(handle, id, at));
  }

  @Override
  public boolean delete(long user, long id, AuditEntry audit) {
    return database.write(
        handle -> {
          boolean deleted = SessionTable.delete(handle, user, id);
          if (deleted) {
            AuditTable.append(handle, audit);
          }
          return deleted;
        });
  }

  @Override
  public void deleteAll(long user, @Nullable Long except) {
    database.writeOnly(handle -> SessionTable.deleteAll(handle, user, except));
  }
}
