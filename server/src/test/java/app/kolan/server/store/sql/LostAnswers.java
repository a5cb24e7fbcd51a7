package app.kolan.server.store.sql;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A database that loses the first answer to every commit, and so runs each write once more.
public final class LostAnswers extends DelegatingDatabase {
  /// @param database is closed with this
  public LostAnswers(SqlDatabase database) {
    super(database);
  }

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
  public void close() {
    database.close();
  }
}
