package app.kolan.server.provider;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a task once after a delay, unless it is rescheduled or cancelled before. The scheduler is
/// shared by all sessions; everything here runs on the session's serial executor, and so does the
/// task.
public final class Timeout {
  private final ScheduledExecutorService clock;
  private final Executor executor;
  private final Runnable ring;
  private @Nullable ScheduledFuture<?> pending;
  private long setting;

  public Timeout(ScheduledExecutorService clock, Executor executor, Runnable ring) {
    this.clock = clock;
    this.executor = executor;
    this.ring = ring;
  }

  /// A scheduler for the timeouts of all sessions with a provider: one thread, which exists only
  /// while there are sessions.
  ///
  /// @param thread its name
  public static ScheduledExecutorService clock(String thread) {
    var clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(thread).factory());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
  }

  /// Schedules the task, in place of an earlier delay.
  public void set(Duration delay) {
    off();
    long mine = setting;
    pending =
        clock.schedule(
            () -> executor.execute(() -> ring(mine)), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Cancels the task.
  public void off() {
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
