package app.kolan.stubs;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a stub fails at the moment, if at all. Thread-safe.
final class FailureState {
  private final Vertx vertx;
  private volatile @Nullable FailureMode mode;
  private volatile int healthyPieces = 1;
  private volatile Duration slowness = Duration.ofSeconds(10);

  FailureState(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Null while the stub is healthy.
  @Nullable FailureMode mode() {
    return mode;
  }

  /// @param healthyPieces after how many a mode takes effect that breaks a response half-way
  void begin(FailureMode failing, int healthyPieces) {
    this.healthyPieces = healthyPieces;
    mode = failing;
  }

  void end() {
    mode = null;
  }

  void slowness(Duration other) {
    slowness = other;
  }

  /// Whether so many pieces went well that a response breaks now which is to break half-way.
  boolean isDue(int pieces) {
    return pieces >= healthyPieces;
  }

  /// Runs a task at once, or late where the stub is slow.
  void later(@Nullable FailureMode now, Runnable task) {
    if (now == FailureMode.SLOW) {
      vertx.setTimer(slowness.toMillis(), _ -> task.run());
    } else {
      task.run();
    }
  }
}
