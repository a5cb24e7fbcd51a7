package app.kolan.server.telemetry;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// The stages of a turn in wall-clock time.
///
/// @param now when the turn was over
record StageClock(TurnStages stages, Instant now) {
  /// When a stage was reached.
  Optional<Instant> at(TurnStage stage) {
    return stages.since(stage).map(now::minus);
  }

  /// When the first stage was reached.
  Instant first() {
    return Arrays.stream(TurnStage.values())
        .flatMap(stage -> at(stage).stream())
        .min(Comparator.naturalOrder())
        .orElse(now);
  }
}
