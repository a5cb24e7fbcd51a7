package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The summaries of calls, at most one each. Those that an agent sends to the business by its tool
/// are in [SummaryStore].
///
/// See [Stores] for durability, threads and errors.
public interface CallSummaryStore {
  /// Stores a summary in place of the one that the call has. In the same transaction the lead gets
  /// the values of those fields of its own that are empty, its timeline says so and shows the
  /// summary, and the call is noted for the follow-up, which indexes it. Storing it again changes
  /// nothing.
  void save(CallSummary summary);

  Optional<CallSummary> find(CallSid call);

  /// Those of several calls, by their calls.
  Map<CallSid, CallSummary> find(Collection<CallSid> calls);
}
