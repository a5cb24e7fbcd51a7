package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The recordings of an account; each becomes available some time after it was made.
///
/// Any thread may use it.
final class SimulatedRecordings {
  /// A recording.
  ///
  /// @param readyAt a time of [System#nanoTime]
  /// @param createdAt by the wall clock
  record Recording(String sid, String callSid, Mulaw sound, Instant createdAt, long readyAt) {
    boolean isReady() {
      return System.nanoTime() - readyAt >= 0;
    }

    /// The length as Twilio reports it: in whole seconds, at least one.
    long seconds() {
      return Math.max(1, Math.round(sound.duration().toMillis() / 1000.0));
    }
  }

  private final ConcurrentHashMap<String, Recording> recordings = new ConcurrentHashMap<>();

  /// @param readyAfter in real time
  Recording add(String callSid, Mulaw sound, Duration readyAfter) {
    var recording =
        new Recording(
            NewSid.of("RE"),
            callSid,
            sound,
            Instant.now(),
            System.nanoTime() + readyAfter.toNanos());
    recordings.put(recording.sid(), recording);
    return recording;
  }

  /// The call of a recording, ready or not.
  Optional<String> callOf(String sid) {
    return Optional.ofNullable(recordings.get(sid)).map(Recording::callSid);
  }

  /// All recordings, ready or not, the newest first.
  List<Recording> all() {
    return recordings.values().stream()
        .sorted(Comparator.comparing(Recording::createdAt).reversed())
        .toList();
  }

  /// A recording that is ready.
  Optional<Recording> find(String sid) {
    return Optional.ofNullable(recordings.get(sid)).filter(Recording::isReady);
  }
}
