package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// A database that stands before another one, which its owner closes.
public abstract class DelegatingDatabase implements SqlDatabase {
  protected final SqlDatabase database;

  protected DelegatingDatabase(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return database.write(work);
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
  public void whenOpen(Runnable task) {
    database.whenOpen(task);
  }

  @Override
  public boolean isOpen() {
    return database.isOpen();
  }

  @Override
  public TrigramIndex trigramIndex() {
    return database.trigramIndex();
  }

  @Override
  public void rewrite(List<String> tables) {
    database.rewrite(tables);
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
