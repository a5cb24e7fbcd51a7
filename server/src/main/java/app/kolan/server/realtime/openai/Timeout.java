package app.kolan.server.realtime.openai;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Rings once after a while, unless it is set anew or switched off before. The clock is shared by
/// all talks; everything here runs on the talk's lane, and so does the ring.
final class Timeout {
  private final ScheduledExecutorService clock;
  private final Executor lane;
  private final Runnable ring;
  private @Nullable ScheduledFuture<?> pending;
  private long setting;

  Timeout(ScheduledExecutorService clock, Executor lane, Runnable ring) {
    this.clock = clock;
    this.lane = lane;
    this.ring = ring;
  }

  void set(Duration delay) {
    off();
    long mine = setting;
    pending =
        clock.schedule(() -> lane.execute(() -> ring(mine)), delay.toNanos(), TimeUnit.NANOSECONDS);
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
