package app.kolan.server.seen;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// When the stages of one turn were reached. Each counts once; from any thread.
public final class TurnStages {
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private final AtomicLongArray at = new AtomicLongArray(Stage.values().length);

  /// By the machine's own clock.
  public TurnStages() {
    this(System::nanoTime);
  }

  TurnStages(LongSupplier nanos) {
    this.nanos = nanos;
    for (Stage stage : Stage.values()) {
      at.set(stage.ordinal(), NEVER);
    }
  }

  /// A stage is reached now.
  public void reached(Stage stage) {
    at.compareAndSet(stage.ordinal(), NEVER, nanos.getAsLong());
  }

  public boolean has(Stage stage) {
    return at.get(stage.ordinal()) != NEVER;
  }

  /// How long it took from one stage to another; empty when one of them was not reached, and
  /// negative when they came the other way round.
  public Optional<Duration> between(Stage from, Stage to) {
    return has(from) && has(to)
        ? Optional.of(Duration.ofNanos(at.get(to.ordinal()) - at.get(from.ordinal())))
        : Optional.empty();
  }
}
