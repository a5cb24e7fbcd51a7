package app.kolan.server.audit.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.sql.RepeatableWrite;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// A database whose writes append the entry of an [AuditedChange] in their own transaction. A write
/// that gives `false` has changed nothing, and leaves no entry.
///
/// @param database is closed by its owner
public record AuditedDatabase(SqlDatabase database) implements SqlDatabase {
  @Override
  public <T> T write(Function<Handle, T> work) {
    Function<Object, AuditEntry> entry = AuditedChange.take().orElse(null);
    if (entry == null) {
      return database.write(work);
    }
    return database.write(
        handle -> {
          T result = work.apply(handle);
          if (!Boolean.FALSE.equals(result)) {
            AuditTable.append(handle, entry.apply(result));
          }
          return result;
        });
  }

  @Override
  public <T> T writeRepeatable(RepeatableWrite<T> work) {
    return database.writeRepeatable(work);
  }

  @Override
  public void writeUnawaited(Consumer<Handle> work) {
    database.writeUnawaited(work);
  }

  @Override
  public void serialize(Handle handle, CallSid call) {
    database.serialize(handle, call);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return database.read(work);
  }

  @Override
  public void warmUp(Function<Handle, ?> work) {
    database.warmUp(work);
  }

  @Override
  public DataSource connections() {
    return database.connections();
  }

  @Override
  public boolean isShared() {
    return database.isShared();
  }

  @Override
  public void checkWritable() {
    database.checkWritable();
  }

  @Override
  public void onWriteFailed(Consumer<StoreException> listener) {
    database.onWriteFailed(listener);
  }

  @Override
  public void close() {}
}
