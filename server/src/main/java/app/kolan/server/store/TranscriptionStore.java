package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sounds of calls that have no words yet, and what becomes of them.
///
/// See [Stores] for durability, threads and errors.
public interface TranscriptionStore {
  /// A sound without words.
  ///
  /// @param turn the position of the turn that it is of; null for a recording's
  /// @param recording the recording that it is of; null for a turn's
  /// @param audioFile relative to the data folder
  /// @param attempts how often its transcription was begun
  /// @param changedAt when it was last begun or failed; null for never
  record Sound(
      CallSid call,
      @Nullable Integer turn,
      @Nullable RecordingSid recording,
      String audioFile,
      int attempts,
      @Nullable Instant changedAt) {
    /// What identifies it within its call.
    public String key() {
      return recording == null ? "turn:" + turn : "recording:" + recording.value();
    }
  }

  /// The sounds of a call that are stored, have no words, and whose transcription is neither done
  /// nor given up: turns in their order, then recordings.
  List<Sound> findToTranscribe(CallSid call);

  /// Counts that an attempt begins. Not idempotent.
  void begin(Sound sound, Instant at);

  /// Stores the words of a sound, with its turn or recording; words that are there already stay. In
  /// the same transaction the call is noted for the follow-up, which indexes them.
  ///
  /// @param words empty when nothing was recognised
  /// @param provider who recognised them
  void addWords(Sound sound, String words, String provider, Instant at);

  /// Stores that an attempt has failed.
  ///
  /// @param isOver whether it is given up
  void addFailure(Sound sound, String problem, boolean isOver, Instant at);
}
