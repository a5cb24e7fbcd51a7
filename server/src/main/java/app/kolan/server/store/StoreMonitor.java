package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether what happens can be written down.
///
/// Trouble begins with a write that fails, or with a disk on which only the room for rows is left,
/// and ends when there is room and a write succeeds. Both are logged once. What Twilio reports in
/// between may not be in the ledger; the listeners of recovery look for it.
///
/// Safe to share.
public final class StoreMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreMonitor.class);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

  /// Something keeps writes from the disk.
  ///
  /// @param code what the first write failed with
  public record Trouble(Code code, Instant since) {}

  private final DiskSpace space;
  private final Runnable probe;
  private final InstantSource clock;
  private final CopyOnWriteArrayList<Consumer<Trouble>> recovered = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-monitor").daemon().factory());
  private final CopyOnWriteArrayList<Runnable> well = new CopyOnWriteArrayList<>();
  private volatile @Nullable Trouble trouble;

  /// @param probe writes something; throws [StoreException] when that fails
  StoreMonitor(DiskSpace space, Runnable probe, InstantSource clock) {
    this.space = space;
    this.probe = probe;
    this.clock = clock;
  }

  /// Watches the stores and the disk of a data folder, from now on.
  public static StoreMonitor start(Stores stores, DiskSpace space) {
    var monitor = new StoreMonitor(space, stores::checkWritable, InstantSource.system());
    stores.onWriteFailed(monitor::failed);
    long pause = BETWEEN_CHECKS.toMillis();
    var _ =
        monitor.checks.scheduleWithFixedDelay(
            monitor::checkQuietly, 0, pause, TimeUnit.MILLISECONDS);
    return monitor;
  }

  /// What keeps writes from the disk now; empty when all is well.
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// The room on the disk.
  public DiskSpace space() {
    return space;
  }

  /// Calls this after each trouble that has passed, on the monitor's thread.
  public void onRecovered(Consumer<Trouble> listener) {
    recovered.add(listener);
  }

  /// Calls this every two seconds while all is well, on the monitor's thread; after trouble before
  /// the listeners of recovery. For what is to be done some time although whoever left it may have
  /// come too late for the recovery.
  public void whileWell(Runnable listener) {
    well.add(listener);
  }

  /// A write failed.
  void failed(StoreException failure) {
    if (failure.code().mayPass()) {
      begin(failure.code(), failure.remedy());
    }
  }

  /// The database has not been there since the start: trouble has begun.
  public void markAway() {
    failed(new StoreException(Code.LEDGER_UNREACHABLE, "the database is not there yet", null));
  }

  private synchronized void begin(Code code, String remedy) {
    if (trouble == null) {
      trouble = new Trouble(code, clock.instant());
      LOG.atError()
          .addKeyValue("code", code)
          .addKeyValue("remedy", remedy)
          .addKeyValue("free_bytes", space.usable())
          .log("the store cannot be written: callers are asked for messages");
    }
  }

  private void checkQuietly() {
    try {
      check();
    } catch (RuntimeException fault) {
      LOG.error("the store could not be checked", fault);
    }
  }

  void check() {
    Trouble before = trouble;
    if (space.isLow()) {
      begin(
          Code.LEDGER_DISK_FULL,
          new StoreException(Code.LEDGER_DISK_FULL, "only the reserve is left", null).remedy());
    } else if (before == null) {
      well.forEach(Runnable::run);
    } else if (isWritable()) {
      synchronized (this) {
        trouble = null;
      }
      LOG.atInfo()
          .addKeyValue("code", before.code())
          .addKeyValue("since", before.since())
          .log("the store can be written again");
      well.forEach(Runnable::run);
      recovered.forEach(listener -> listener.accept(before));
    }
  }

  private boolean isWritable() {
    try {
      probe.run();
      return true;
    } catch (StoreException stillTroubled) {
      return false;
    }
  }

  @Override
  public void close() {
    checks.shutdownNow();
  }
}
