package app.kolan.server.store.sql;

import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// A database that stores are kept in. What its product alone needs, such as who may write when and
/// what its errors mean, is below this interface; a store says what is one transaction, and whether
/// its caller waits.
///
/// Any thread may call any method but the writer of another method's work. All throw
/// [StoreException], without the values of the statement that failed.
public interface SqlDatabase extends AutoCloseable {
  /// Runs the work in a transaction and waits until it is on the disk. The work may be run more
  /// than once, so it does nothing but use the handle.
  <T> T write(Function<Handle, T> work);

  /// The same for work that is not idempotent: it learns when an earlier run may have been
  /// committed. By default that never happens, since the answer to a commit cannot be lost.
  default <T> T writeRepeatable(RepeatableWrite<T> work) {
    return write(handle -> work.apply(handle, false));
  }

  /// The same for work without a result.
  default void writeOnly(Consumer<Handle> work) {
    boolean _ =
        write(
            handle -> {
              work.accept(handle);
              return true;
            });
  }

  /// The same for work that is not idempotent and has no result.
  default void writeRepeatableOnly(BiConsumer<Handle, Boolean> work) {
    boolean _ =
        writeRepeatable(
            (handle, mayBeDone) -> {
              work.accept(handle, mayBeDone);
              return true;
            });
  }

  /// Runs the work in a transaction and does not wait; a failure is logged.
  void writeUnawaited(Consumer<Handle> work);

  /// Makes the transaction that is under way wait for others about the same call, and these for it:
  /// of two that look for what the other writes, one must see it. Does nothing where there is one
  /// writer.
  default void serialize(Handle handle, CallSid call) {}

  /// Runs work that only reads, and waits for its result.
  <T> T read(Function<Handle, T> work);

  /// Reads ahead of the first caller, who would otherwise wait while a hundred classes are loaded;
  /// does not wait.
  void warmUp(Function<Handle, ?> work);

  /// The index of trigrams, for the search.
  TrigramIndex trigramIndex();

  /// Connections for a library that keeps its own tables here.
  DataSource connections();

  /// Whether other servers may use the database at the same time.
  default boolean isShared() {
    return false;
  }

  /// Does what a start needs of the database: at once where it can be used, and else as soon as it
  /// can, on a thread of the database's, and again while it fails in a way that may pass.
  ///
  /// @throws StoreException where nobody waits for the server, or the failure will not pass
  default void whenOpen(Runnable task) {
    task.run();
  }

  /// Whether its server has been reached since it was opened.
  default boolean isOpen() {
    return true;
  }

  /// Writes something that changes nothing, to see whether it can be.
  void checkWritable();

  /// Writes tables anew, and what the database knows of their values, so that its files keep
  /// nothing of rows that were deleted or changed. Others cannot write to the tables meanwhile;
  /// takes as long as the tables are large, and as much room again. The write-ahead log of a
  /// database server is its operator's.
  ///
  /// @throws StoreException when there is no room, or others have used the tables all the time;
  ///   doing it again is safe
  void rewrite(List<String> tables);

  /// Calls this after each write that fails. There is one such listener; a later one replaces it.
  void onWriteFailed(Consumer<StoreException> listener);

  @Override
  void close();
}
