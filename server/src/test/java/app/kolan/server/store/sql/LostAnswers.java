package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// A database that loses the first answer to every commit, and so runs each write once more.
public record LostAnswers(SqlDatabase database) implements SqlDatabase {
  @Override
  public <T> T write(Function<Handle, T> work) {
    database.write(work);
    return database.write(work);
  }

  @Override
  public <T> T writeRepeatable(RepeatableWrite<T> work) {
    database.write(handle -> work.apply(handle, false));
    return database.write(handle -> work.apply(handle, true));
  }

  @Override
  public void writeUnawaited(Consumer<Handle> work) {
    database.writeUnawaited(work);
    database.writeUnawaited(work);
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
  public GramIndex gramIndex() {
    return database.gramIndex();
  }

  @Override
  public DataSource connections() {
    return database.connections();
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
  public void close() {
    database.close();
  }
}
