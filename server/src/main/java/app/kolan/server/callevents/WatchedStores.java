package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.Payload;
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
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stores that publish what is written of calls. Every part of a server writes a call's events into
/// the stores, so that this is the one place where all of it passes. What a store waits for is
/// published once it is on the disk; words are published as they are handed over, as
/// [TurnStore#setWords] does not wait.
public final class WatchedStores implements Stores {
  private static final int CALLS_REMEMBERED = 10_000;

  private final Stores stores;
  private final CallEventBroadcaster broadcaster;
  private final InstantSource clock;
  private final Map<CallSid, Long> businesses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallSid, Long> eldest) {
          return size() > CALLS_REMEMBERED;
        }
      };
  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final TranscriptionStore transcriptions;
  private final CallSummaryStore callSummaries;
  private final CrmStores crm;

  /// @param stores is closed with this
  public WatchedStores(Stores stores, CallEventBroadcaster broadcaster, InstantSource clock) {
    this.stores = stores;
    this.broadcaster = broadcaster;
    this.clock = clock;
    calls = new WatchedCalls(stores.calls(), this);
    turns = new WatchedTurns(stores.turns(), this);
    leads = new WatchedLeads(stores.leads(), this);
    transcriptions = new WatchedTranscriptions(stores.transcriptions(), this);
    callSummaries = new WatchedCallSummaries(stores.callSummaries(), this);
    crm = new WatchedCrm(stores.crm(), this);
  }

  void know(CallSid call, long business) {
    synchronized (businesses) {
      businesses.put(call, business);
    }
  }

  /// Publishes an event of a call that has arrived in this run of the server.
  void publish(CallSid call, Payload payload) {
    Long business;
    synchronized (businesses) {
      business = businesses.get(call);
    }
    if (business != null) {
      broadcaster.publish(clock.instant(), business, call, payload);
    }
  }

  /// Publishes an event of a call of a business, whenever the call was.
  ///
  /// @param call null for an event of none
  void publish(long business, @Nullable CallSid call, Payload payload) {
    broadcaster.publish(clock.instant(), business, call, payload);
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
    return stores.recordings();
  }

  @Override
  public SummaryStore summaries() {
    return stores.summaries();
  }

  @Override
  public ToolCallStore toolCalls() {
    return stores.toolCalls();
  }

  @Override
  public HandOverStore handOvers() {
    return stores.handOvers();
  }

  @Override
  public UsageStore usage() {
    return stores.usage();
  }

  @Override
  public FigureStore figures() {
    return stores.figures();
  }

  @Override
  public AfterCallStore afterCalls() {
    return stores.afterCalls();
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
    return stores.knowledge();
  }

  @Override
  public CrmStores crm() {
    return crm;
  }

  @Override
  public JobDatabase jobDatabase() {
    return stores.jobDatabase();
  }

  @Override
  public void checkWritable() {
    stores.checkWritable();
  }

  @Override
  public void onWriteFailed(Consumer<StoreException> listener) {
    stores.onWriteFailed(listener);
  }

  @Override
  public void close() {
    stores.close();
  }
}
