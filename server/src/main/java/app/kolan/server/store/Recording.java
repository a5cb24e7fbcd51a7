package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that a caller left. It prints without its words.
///
/// @param length as Twilio says or as the file has it
/// @param audioFile relative to the data folder, once it is stored
/// @param bytes the file's size; 0 until it is stored
/// @param attempts how often it was asked for
/// @param problem why the latest attempt failed
/// @param announcedAt when it was first heard of
/// @param words what was understood of it after the call; null for nothing, or not yet
/// @param translation the words in the language of the business, where they are in another one and
///   were translated
public record Recording(
    RecordingSid sid,
    CallSid call,
    RecordingState state,
    @Nullable Duration length,
    @Nullable String audioFile,
    long bytes,
    int attempts,
    @Nullable String problem,
    Instant announcedAt,
    @Nullable String words,
    @Nullable String translation) {

  /// A recording whose words are not known.
  public Recording(
      RecordingSid sid,
      CallSid call,
      RecordingState state,
      @Nullable Duration length,
      @Nullable String audioFile,
      long bytes,
      int attempts,
      @Nullable String problem,
      Instant announcedAt) {
    this(sid, call, state, length, audioFile, bytes, attempts, problem, announcedAt, null, null);
  }

  @Override
  public String toString() {
    return "Recording[sid=%s, call=%s, state=%s, length=%s, attempts=%d, problem=%s]"
        .formatted(sid, call, state, length, attempts, problem);
  }
}
