package app.kolan.server.web;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every event loop for a sign of life, from a thread of its own. A loop that is blocked or
/// has died takes its connections with it while the process lives on; then the server is not live,
/// so that a supervisor starts it anew.
///
/// Safe to share.
final class EventLoopWatchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoopWatchdog.class);

  private final long period;
  private final long longest;
  private final List<WatchedLoop> loops = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("event-loop-watchdog").daemon().factory());
  private long lastCheck = System.nanoTime();

  /// A loop, and when it last gave a sign of life.
  private static final class WatchedLoop {
    private final Context context;
    private volatile long alive = System.nanoTime();
    private volatile boolean asked;
    private volatile boolean silent;

    WatchedLoop(Context context) {
      this.context = context;
    }

    void ask() {
      if (asked) {
        return;
      }
      asked = true;
      try {
        context.runOnContext(
            _ -> {
              alive = System.nanoTime();
              asked = false;
            });
      } catch (RejectedExecutionException dead) {
        // It stays without an answer.
      }
    }
  }

  private EventLoopWatchdog(Duration period, Duration longest) {
    this.period = period.toNanos();
    this.longest = longest.toNanos();
  }

  /// A watchdog that asks every second, and gives a loop ten to answer.
  static EventLoopWatchdog usual() {
    return of(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /// @param longest how long a loop may be silent
  static EventLoopWatchdog of(Duration period, Duration longest) {
    return new EventLoopWatchdog(period, longest);
  }

  /// Watches these loops from now on.
  void watch(List<Context> contexts) {
    contexts.stream().map(WatchedLoop::new).forEach(loops::add);
    var _ = thread.scheduleWithFixedDelay(this::check, period, period, TimeUnit.NANOSECONDS);
  }

  /// Whether every loop gives signs of life.
  boolean isLive() {
    return loops.stream().noneMatch(loop -> loop.silent);
  }

  private void check() {
    long now = System.nanoTime();
    boolean wasPaused = now - lastCheck > longest / 2 + period;
    lastCheck = now;
    for (WatchedLoop loop : loops) {
      if (wasPaused) {
        // The whole process stood still, not the loop.
        loop.alive = now;
      }
      judge(loop, now - loop.alive > longest);
      loop.ask();
    }
  }

  private static void judge(WatchedLoop loop, boolean silent) {
    if (silent && !loop.silent) {
      LOG.error("an event loop is blocked or dead: the server is not live");
    } else if (!silent && loop.silent) {
      LOG.warn("an event loop gives signs of life again");
    }
    loop.silent = silent;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
