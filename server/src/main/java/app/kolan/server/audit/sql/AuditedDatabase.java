package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.store.sql.DelegatingDatabase;
import app.kolan.server.store.sql.RepeatableWrite;
import app.kolan.server.store.sql.SqlDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A database whose writes append the entries of an [AuditedChange] in their own transaction. A
/// write that gives `false` or an empty `Optional` has changed nothing, and leaves none; of an
/// `Optional` they are made of what is in it. One whose commit was not answered and that is run
/// again may leave two; none is never left.
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
          append(handle, entries, result);
          return result;
        });
  }

  @Override
  public <T> T writeRepeatable(RepeatableWrite<T> work) {
    Function<Object, List<AuditEntry>> entries = AuditedChange.take().orElse(null);
    if (entries == null) {
      return database.writeRepeatable(work);
    }
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          T result = work.apply(handle, mayBeDone);
          append(handle, entries, result);
          return result;
        });
  }

  private static void append(
      Handle handle, Function<Object, List<AuditEntry>> entries, Object result) {
    Object written = result instanceof Optional<?> some ? some.orElse(null) : result;
    if (written != null && !written.equals(false)) {
      entries.apply(written).forEach(entry -> AuditTable.append(handle, entry));
    }
  }
}
