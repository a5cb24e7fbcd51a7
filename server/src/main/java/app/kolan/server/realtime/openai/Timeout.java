package app.kolan.server.realtime.openai;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a task once after a delay, unless it is rescheduled or cancelled before. The scheduler is
/// shared by all conversations; everything here runs on the conversation's serial executor, and so
/// does the task.
final class Timeout {
  private final ScheduledExecutorService clock;
  private final Executor executor;
  private final Runnable ring;
  private @Nullable ScheduledFuture<?> pending;
  private long setting;

  Timeout(ScheduledExecutorService clock, Executor executor, Runnable ring) {
    this.clock = clock;
    this.executor = executor;
    this.ring = ring;
  }

  void set(Duration delay) {
    off();
    long mine = setting;
    pending =
        clock.schedule(
            () -> executor.execute(() -> ring(mine)), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  void off() {
    setting++;
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }

  private void ring(long asSet) {
    if (asSet == setting) {
      pending = null;
      ring.run();
    }
  }
}
