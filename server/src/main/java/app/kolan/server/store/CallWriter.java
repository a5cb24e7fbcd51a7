package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Writes into the stores what has waited for the database. What belongs to a call that is no
/// longer there, as it was erased meanwhile, is left out. For one thread.
public final class CallWriter implements Consumer<CallWrite> {
  private static final int CALLS_REMEMBERED = 1000;

  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final UsageStore usage;

  /// How much later a call's turns are than who wrote them knew.
  private final Map<CallSid, Integer> drifts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallSid, Integer> eldest) {
          return size() > CALLS_REMEMBERED;
        }
      };

  public CallWriter(Stores stores) {
    calls = stores.calls();
    turns = stores.turns();
    leads = stores.leads();
    usage = stores.usage();
  }

  /// @throws StoreException when it cannot be written
  @Override
  public void accept(CallWrite write) {
    if (!(write instanceof CallWrite.AddProgress) && calls.find(write.call()).isEmpty()) {
      return;
    }
    switch (write) {
      case CallWrite.AddTurn(var turn, int position) ->
          drifts.put(turn.call(), turns.addUnlessThere(turn) - position);
      case CallWrite.SetWords(var call, int position, var words) ->
          turns.setWords(call, position + drifts.getOrDefault(call, 0), words);
      case CallWrite.SaveLead(var lead) -> leads.save(lead);
      case CallWrite.SettleTalk(var call, var stream, var outcome, var to, var at) -> {
        boolean _ = calls.settleTalk(call, stream, outcome, to, at);
      }
      case CallWrite.WriteUsage(var call, var used, var at) -> usage.write(call, used, at);
      case CallWrite.AddProgress(var progress, var at) -> {
        calls.addProgress(progress, at);
        CallStatus status = progress.status();
        if (status != null && status.isEnd()) {
          boolean _ = calls.settle(progress.callSid(), CallOutcome.HUNG_UP, null, at);
        }
      }
    }
  }
}
