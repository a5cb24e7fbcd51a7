package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.Summarised;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.CallSummaryStore;
import app.kolan.twilio.webhook.CallSid;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Summaries that are published as they are stored.
record WatchedCallSummaries(CallSummaryStore summaries, WatchedStores events)
    implements CallSummaryStore {
  @Override
  public void save(CallSummary summary) {
    summaries.save(summary);
    events.publish(summary.business(), summary.call(), new Summarised(summary.madeBy()));
  }

  @Override
  public Optional<CallSummary> find(CallSid call) {
    return summaries.find(call);
  }

  @Override
  public Map<CallSid, CallSummary> find(Collection<CallSid> calls) {
    return summaries.find(calls);
  }
}
