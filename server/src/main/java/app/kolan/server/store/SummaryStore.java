package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The summaries that are to be sent to businesses, an outbox. What is sent or given up stays so.
///
/// See [Stores] for durability, threads and errors.
public interface SummaryStore {
  /// Adds a summary that is to be sent. The call and the fingerprint identify it; one that is
  /// already there stays as it is.
  void add(CallSid call, String fingerprint, long businessId, String body, Instant at);

  /// Stores the result of an attempt to send a summary, unless it is no longer waiting.
  ///
  /// @param state what it is after the attempt
  /// @param problem why the attempt failed
  void addAttempt(Summary summary, SummaryState state, @Nullable String problem, Instant at);

  /// Calls this after each summary that is added, with its call and fingerprint, on the thread that
  /// has added it; it must not block. There is one such listener; a later one replaces it.
  void onAdded(BiConsumer<CallSid, String> listener);

  /// The summaries that are still to be sent, the oldest first.
  List<Summary> findToSend();

  /// A call's summaries, the oldest first.
  List<Summary> findByCall(CallSid call);
}
