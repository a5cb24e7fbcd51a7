package app.kolan.server.figures;

import app.kolan.server.store.TurnTimes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How long callers waited for answers, from the moment in which their turn was taken to be over.
///
/// @param stages in the order in which an answer is made; without those that were never reached
public record Waits(List<StageWait> stages) {
  public Waits {
    stages = List.copyOf(stages);
  }

  /// A stage of an answer.
  public enum Stage {
    WORDS(TurnTimes::wordsKnown),
    FIRST_TOKEN(TurnTimes::firstToken),
    FIRST_SOUND(TurnTimes::firstSound),
    HEARD(TurnTimes::firstHeard);

    @SuppressWarnings("ImmutableEnumChecker") // these have no state
    private final Function<TurnTimes, @Nullable Duration> time;

    Stage(Function<TurnTimes, @Nullable Duration> time) {
      this.time = time;
    }
  }

  /// How long it took to a stage.
  ///
  /// @param answers in how many answers it was reached
  /// @param median half of them took no longer
  /// @param most 95 of a hundred took no longer
  public record StageWait(Stage stage, int answers, Duration median, Duration most) {}

  static Waits of(List<TurnTimes> times) {
    return new Waits(
        Arrays.stream(Stage.values()).flatMap(stage -> stage(stage, times).stream()).toList());
  }

  /// How long it took to a stage; empty when it was never reached.
  static Optional<StageWait> stage(Stage stage, List<TurnTimes> times) {
    long[] millis =
        times.stream()
            .map(stage.time)
            .filter(Objects::nonNull)
            .mapToLong(Duration::toMillis)
            .sorted()
            .toArray();
    return millis.length == 0
        ? Optional.empty()
        : Optional.of(
            new StageWait(stage, millis.length, percentile(millis, 50), percentile(millis, 95)));
  }

  /// By the nearest rank.
  private static Duration percentile(long[] sorted, int percent) {
    return Duration.ofMillis(sorted[Math.ceilDiv(sorted.length * percent, 100) - 1]);
  }
}
