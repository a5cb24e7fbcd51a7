package app.kolan.server.store.sqlite;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.JobDatabase;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.SummaryStore;
import app.kolan.server.store.ToolCallStore;
import app.kolan.server.store.TurnStore;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The stores of a data folder, in its `kolan.db`. One server owns a data folder.
public final class SqliteStores implements Stores {
  private final SqliteDatabase database;
  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final RecordingStore recordings;
  private final SummaryStore summaries;
  private final ToolCallStore toolCalls;

  private SqliteStores(SqliteDatabase database) {
    this.database = database;
    calls = new SqliteCallStore(database);
    turns = new SqliteTurnStore(database);
    leads = new SqliteLeadStore(database);
    recordings = new SqliteRecordingStore(database);
    summaries = new SqliteSummaryStore(database);
    toolCalls = new SqliteToolCallStore(database);
  }

  /// Opens the database of a data folder. The folder and the database are created when missing, and
  /// the database is migrated when it is older.
  ///
  /// @throws StoreException when the folder cannot be written to, or the database is corrupt or was
  ///   written by a newer Kolan
  public static SqliteStores open(Path dataFolder) {
    SqliteDatabase database = SqliteDatabase.open(dataFolder);
    database.warmUp(handle -> CallTable.latest(handle, 1));
    return new SqliteStores(database);
  }

  @Override
  public CallStore calls() {
    return calls;
  }

  @Override
  public TurnStore turns() {
    return turns;
  }

  @Override
  public LeadStore leads() {
    return leads;
  }

  @Override
  public RecordingStore recordings() {
    return recordings;
  }

  @Override
  public SummaryStore summaries() {
    return summaries;
  }

  @Override
  public ToolCallStore toolCalls() {
    return toolCalls;
  }

  @Override
  public JobDatabase jobDatabase() {
    return database::connections;
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
