package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/// The summaries that are to be sent to businesses, an outbox. What is sent or given up stays so
/// until somebody has it sent again.
///
/// See [Stores] for durability, threads and errors.
public interface SummaryStore {
  /// Adds a summary that is to be sent. The call and the fingerprint identify it; one that is
  /// already there stays as it is.
  void add(CallSid call, String fingerprint, long businessId, String body, Instant at);

  /// Stores the result of an attempt to send a summary, and adds it to the log of deliveries,
  /// unless the summary is no longer waiting.
  ///
  /// @param state what it is after the attempt
  void addAttempt(Summary summary, SummaryState state, Summary.Delivery delivery);

  /// The attempts to send the summaries of a call, by fingerprint, the oldest first.
  Map<String, List<Summary.Delivery>> deliveries(CallSid call);

  /// Has summaries sent again, under the same fingerprints.
  ///
  /// @return how many; empty when there are more than `most`, and none is sent then
  OptionalInt sendAgain(Summary.Replay replay, int most, Instant at);

  /// How many would be sent again now.
  int countAgain(Summary.Replay replay);

  /// Calls this after each summary that is added or is to be sent again, with its call and
  /// fingerprint, on the thread that has done so; it must not block. There is one such listener; a
  /// later one replaces it.
  void onAdded(BiConsumer<CallSid, String> listener);

  /// The summaries that are still to be sent, the oldest first.
  List<Summary> findToSend();

  /// A call's summaries, the oldest first.
  List<Summary> findByCall(CallSid call);
}
