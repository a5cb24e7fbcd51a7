package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.store.sql.DelegatingDatabase;
import app.kolan.server.store.sql.SqlDatabase;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A database whose writes append the entries of an [AuditedChange] in their own transaction. A
/// write that gives `false` has changed nothing, and leaves none.
public final class AuditedDatabase extends DelegatingDatabase {
  public AuditedDatabase(SqlDatabase database) {
    super(database);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    Function<Object, List<AuditEntry>> entries = AuditedChange.take().orElse(null);
    if (entries == null) {
      return database.write(work);
    }
    return database.write(
        handle -> {
          T result = work.apply(handle);
          if (!Boolean.FALSE.equals(result)) {
            entries.apply(result).forEach(entry -> AuditTable.append(handle, entry));
          }
          return result;
        });
  }
}
