package app.kolan.server.identity.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.identity.Passkey;
import app.kolan.server.identity.PasskeyStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The passkeys.
public final class SqlPasskeyStore implements PasskeyStore {
  private final SqlDatabase database;

  public SqlPasskeyStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public boolean add(Passkey passkey, AuditEntry audit) {
    return change(audit, handle -> PasskeyTable.add(handle, passkey));
  }

  @Override
  public Optional<Passkey> find(String credentialId) {
    return database.read(handle -> PasskeyTable.find(handle, credentialId));
  }

  @Override
  public List<Passkey> list(long user) {
    return database.read(handle -> PasskeyTable.list(handle, user));
  }

  @Override
  public void used(String credentialId, long signCount, Instant at) {
    database.writeOnly(handle -> PasskeyTable.used(handle, credentialId, signCount, at));
  }

  @Override
  public boolean remove(long user, String credentialId, AuditEntry audit) {
    return change(audit, handle -> PasskeyTable.remove(handle, user, credentialId));
  }

  private boolean change(AuditEntry audit, Predicate<Handle> change) {
    return database.write(
        handle -> {
          boolean changed = change.test(handle);
          if (changed) {
            AuditTable.append(handle, audit);
          }
          return changed;
        });
  }
}
