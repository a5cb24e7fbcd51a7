package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages that callers left, and how far each has come on its way to this machine. What is
/// [RecordingState#STORED] stays stored, whatever is reported later. The sound itself is in
/// [AudioFiles].
///
/// See [Stores] for durability, threads and errors.
public interface RecordingStore {
  /// Stores that Twilio has recorded a message. In the same transaction the message becomes part of
  /// the lead of its call, which is created when the call has none; when the call has not arrived,
  /// [CallStore#addArrival] does that later. Announcing it again adds a length that was missing.
  ///
  /// @return whether this is the first news of it
  boolean announce(RecordingSid sid, CallSid call, @Nullable Duration length, Instant at);

  /// Marks a recording as stored.
  ///
  /// @param audioFile relative to the data folder
  /// @param length the sound's length, should Twilio not have reported it
  /// @return whether this is the first time
  boolean markStored(
      RecordingSid sid, String audioFile, long bytes, @Nullable Duration length, Instant at);

  /// Marks a recording as one that does not exist at Twilio, unless it is stored. One that is first
  /// heard of as absent is added as such, and makes no lead.
  void markAbsent(RecordingSid sid, CallSid call, String problem, Instant at);

  /// Counts an attempt that failed and will be made again. Not idempotent.
  void addFailedAttempt(RecordingSid sid, String problem, Instant at);

  /// Counts an attempt that failed and that a person should look at. Not idempotent.
  void markFailed(RecordingSid sid, String problem, Instant at);

  /// Stores what a message says in the language of the business. One whose words are no longer
  /// those of this one is left as it is.
  ///
  /// @param message as it was read
  void addTranslation(Recording message, String translation);

  /// The recording with this identifier.
  Optional<Recording> find(RecordingSid sid);

  /// A call's recordings, the first announced first.
  List<Recording> findByCall(CallSid call);

  /// The recordings that are announced or have failed, and so are still to be fetched, the first
  /// announced first.
  List<Recording> findToFetch();
}
