package app.kolan.server.store.sqlite;

import app.kolan.server.store.CallErasure;
import app.kolan.server.store.ErasureScope;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.Schema;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Deletes calls from the database of a data folder: what is deleted is overwritten, the file is
/// written anew, and the write-ahead log is emptied. Older versions of rows, and the log, would
/// otherwise keep numbers and names.
public final class LedgerErasure implements CallErasure {
  /// How long another program may hold the lock.
  private static final int BUSY_MILLIS = 5000;

  /// What is kept of a call, those that refer to another table first: table and column of the call.
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("provider_usage", "call_sid");
    TABLES.put("tool_uses", "call_sid");
    TABLES.put("summaries", "call_sid");
    TABLES.put("call_summaries", "call_sid");
    TABLES.put("transcriptions", "call_sid");
    TABLES.put("after_calls", "call_sid");
    TABLES.put("turn_stages", "call_sid");
    TABLES.put("turns", "call_sid");
    TABLES.put("leads", "call_sid");
    TABLES.put("recordings", "call_sid");
    TABLES.put("call_events", "call_sid");
    TABLES.put("alerts", "call_sid");
    TABLES.put("calls", "sid");
  }

  private static final String ERASED = "select sid from erased_calls";

  private final Path folder;
  private final Connection connection;
  private final Handle handle;

  private LedgerErasure(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
    handle = Jdbi.create(connection).open();
  }

  /// Opens the database, and brings it up to date when it is older.
  ///
  /// @throws StoreException when it cannot be used
  public static LedgerErasure open(Path folder) {
    var settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    settings.setBusyTimeout(BUSY_MILLIS);
    settings.enforceForeignKeys(true);
    settings.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
    var database = new SQLiteDataSource(settings);
    database.setUrl("jdbc:sqlite:" + folder.resolve("kolan.db"));
    try {
      Schema.migrate(database);
      return new LedgerErasure(folder, database.getConnection());
    } catch (SQLException e) {
      throw SqliteFailures.of("the ledger in %s cannot be opened".formatted(folder), e);
    }
  }

  @Override
  public List<CallSid> choose(ErasureScope scope) {
    return guarded(
        () -> {
          handle.execute(
              "create temporary table if not exists erased_calls (sid text primary key)");
          handle.execute("delete from erased_calls");
          switch (scope) {
            case ErasureScope.Before(var moment) -> chooseBefore(moment.toEpochMilli());
            case ErasureScope.OfNumber(var number) ->
                handle.execute(
                    """
                    insert into erased_calls
                    select sid from calls where caller = ?
                    union select call_sid from leads where caller = ? or callback = ?
                    """,
                    number.value(),
                    number.value(),
                    number.value());
            case ErasureScope.OfCall(var call) ->
                handle.execute("insert into erased_calls values (?)", call.value());
          }
          CrmErasure.choose(handle, scope);
          return handle.createQuery(ERASED + " order by sid").mapTo(String.class).list().stream()
              .map(CallSid::new)
              .toList();
        });
  }

  private void chooseBefore(long moment) {
    handle.execute(
        """
        insert into erased_calls
        select sid from calls where arrived_at < :before
        union select call_sid from recordings where announced_at < :before and unknown
        union select call_sid from call_events where arrived_at < :before and unknown
        union select call_sid from provider_usage where written_at < :before and unknown
        union select call_sid from tool_uses where begun_at < :before and unknown
        union select call_sid from summaries where created_at < :before and unknown
        """
            .replace(":before", Long.toString(moment))
            .replace("unknown", "call_sid not in (select sid from calls)"));
  }

  @Override
  public Map<String, Integer> rows() {
    return guarded(
        () -> {
          var rows = new LinkedHashMap<String, Integer>();
          TABLES.forEach(
              (table, call) ->
                  rows.put(
                      table,
                      handle
                          .createQuery(
                              "select count(*) from %s where %s in (%s)"
                                  .formatted(table, call, ERASED))
                          .mapTo(Integer.class)
                          .one()));
          return rows;
        });
  }

  @Override
  public void delete() {
    guarded(
        () -> {
          handle.useTransaction(
              _ -> {
                handle.execute(
                    "delete from scheduled_tasks where task_instance in"
                        + " (select sid from recordings where call_sid in (%s))".formatted(ERASED));
                handle.execute(
                    "delete from scheduled_tasks where task_name = 'send-summary'"
                        + " and substr(task_instance, 1, 34) in (%s)".formatted(ERASED));
                CrmErasure.delete(handle);
                handle.execute(
                    "delete from alert_deliveries where alert_id in"
                        + " (select id from alerts where call_sid in (%s))".formatted(ERASED));
                TABLES.forEach(
                    (table, call) ->
                        handle.execute(
                            "delete from %s where %s in (%s)".formatted(table, call, ERASED)));
              });
          handle.execute("vacuum");
          handle.createQuery("pragma wal_checkpoint(truncate)").mapToMap().list();
          return true;
        });
  }

  /// The database is written anew through the log and again in its place.
  @Override
  public void requireRoom() {
    try {
      long needed = 2 * Files.size(folder.resolve("kolan.db"));
      if (Files.getFileStore(folder).getUsableSpace() < needed) {
        throw new StoreException(
            Code.LEDGER_DISK_FULL,
            "erasing takes %d MB of room, and nothing is erased".formatted(needed / 1_000_000 + 1),
            null);
      }
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FOLDER, folder + " cannot be looked at", e);
    }
  }

  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw SqliteFailures.of("calls could not be erased from the ledger", e);
    }
  }

  @Override
  public void close() {
    handle.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFailures.of("the ledger did not close", e);
    }
  }
}
