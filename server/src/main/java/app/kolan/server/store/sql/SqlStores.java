package app.kolan.server.store.sql;

import app.kolan.server.store.AfterCallStore;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CallSummaryStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.FigureStore;
import app.kolan.server.store.HandOverStore;
import app.kolan.server.store.JobDatabase;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.SummaryStore;
import app.kolan.server.store.ToolCallStore;
import app.kolan.server.store.TranscriptionStore;
import app.kolan.server.store.TurnStore;
import app.kolan.server.store.UsageStore;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The stores in one database, SQLite's or another.
public final class SqlStores implements Stores {
  private final SqlDatabase database;
  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final RecordingStore recordings;
  private final SummaryStore summaries;
  private final ToolCallStore toolCalls;
  private final HandOverStore handOvers;
  private final UsageStore usage;
  private final FigureStore figures;
  private final AfterCallStore afterCalls;
  private final TranscriptionStore transcriptions;
  private final CallSummaryStore callSummaries;
  private final KnowledgeStore knowledge;
  private final CrmStores crm;

  /// @param database is closed with the stores
  public SqlStores(SqlDatabase database) {
    this(database, null);
  }

  /// @param database is closed with the stores
  /// @param node what this server is known by among those that share the database; null when none
  ///   does
  public SqlStores(SqlDatabase database, @Nullable String node) {
    this.database = database;
    calls = new SqlCallStore(database, node);
    turns = new SqlTurnStore(database);
    leads = new SqlLeadStore(database);
    recordings = new SqlRecordingStore(database);
    summaries = new SqlSummaryStore(database);
    toolCalls = new SqlToolCallStore(database);
    handOvers = new SqlHandOverStore(database);
    usage = new SqlUsageStore(database);
    figures = new SqlFigureStore(database);
    afterCalls = new SqlAfterCallStore(database);
    transcriptions = new SqlTranscriptionStore(database);
    callSummaries = new SqlCallSummaryStore(database);
    knowledge = new SqlKnowledgeStore(database);
    crm = new SqlCrmStores(database);
    database.warmUp(handle -> CallTable.latest(handle, 1));
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
  public HandOverStore handOvers() {
    return handOvers;
  }

  @Override
  public UsageStore usage() {
    return usage;
  }

  @Override
  public FigureStore figures() {
    return figures;
  }

  @Override
  public AfterCallStore afterCalls() {
    return afterCalls;
  }

  @Override
  public TranscriptionStore transcriptions() {
    return transcriptions;
  }

  @Override
  public CallSummaryStore callSummaries() {
    return callSummaries;
  }

  @Override
  public KnowledgeStore knowledge() {
    return knowledge;
  }

  @Override
  public CrmStores crm() {
    return crm;
  }

  @Override
  public JobDatabase jobDatabase() {
    return new JobDatabase() {
      @Override
      public DataSource connections() {
        return database.connections();
      }

      @Override
      public void whenOpen(Runnable task) {
        database.whenOpen(task);
      }

      @Override
      public boolean isShared() {
        return database.isShared();
      }
    };
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
