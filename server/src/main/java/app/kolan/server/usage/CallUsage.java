package app.kolan.server.usage;

import app.kolan.server.provider.Timeout;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.UsageStore;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.TalkOutcome;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the calls of this server have used, kept in memory while they talk and written down when
/// the conversation is over, on a thread of its own. What a provider tells later, within ten
/// minutes, is written then: each time the sums of the call so far, so that writing again changes
/// nothing.
///
/// The bound of the loss: what the conversations of the moment have used is lost when this process
/// dies. Safe to share.
public final class CallUsage implements UsageMeter, CallListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallUsage.class);

  /// Longer than what a provider tells late, and than people are rung before the agent goes on.
  private static final Duration LATEST = Duration.ofMinutes(10);

  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private final UsageStore store;
  private final DeferredWrites deferred;
  private final InstantSource clock;
  private final Consumer<CallSid> written;
  private final Map<CallSid, Totals> calls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService writer = Timeout.clock("usage-writer");

  /// @param deferred where it waits while the database is away
  /// @param written receives each call whose usage is on the disk, on the writer's thread
  public CallUsage(
      UsageStore store, DeferredWrites deferred, InstantSource clock, Consumer<CallSid> written) {
    this.store = store;
    this.deferred = deferred;
    this.clock = clock;
    this.written = written;
  }

  /// The sums of one call.
  private static final class Totals {
    private Instant begun;
    private final Map<String, ProviderUsage> byModel = new ConcurrentHashMap<>();
    private boolean ended;

    Totals(Instant begun) {
      this.begun = begun;
    }

    void add(ProviderUsage usage) {
      String key = usage.job() + "\n" + usage.provider() + "\n" + usage.model();
      byModel.merge(key, usage, ProviderUsage::plus);
    }
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {}

  @Override
  public void conversationBegan(CallSid call) {
    Instant now = clock.instant();
    Totals totals = calls.computeIfAbsent(call, _ -> new Totals(now));
    synchronized (totals) {
      if (totals.ended) {
        totals.ended = false;
        totals.begun = now;
      }
    }
  }

  @Override
  public void conversationEnded(CallSid call, TalkOutcome end) {
    Totals totals = calls.get(call);
    if (totals == null) {
      return;
    }
    synchronized (totals) {
      totals.add(mediaStream(Duration.between(totals.begun, clock.instant())));
      totals.ended = true;
    }
    write(call, totals);
    run(() -> forget(call, totals), LATEST);
  }

  private static ProviderUsage mediaStream(Duration length) {
    var units = UsageUnits.ofAudio(length.isNegative() ? Duration.ZERO : length);
    return new ProviderUsage(
        UsageJob.TELEPHONY, Telephony.PROVIDER, Telephony.MEDIA_STREAM, units, false);
  }

  @Override
  public void add(CallSid call, ProviderUsage usage) {
    Totals totals = calls.get(call);
    if (totals == null) {
      return;
    }
    boolean late;
    synchronized (totals) {
      totals.add(usage);
      late = totals.ended;
    }
    if (late) {
      write(call, totals);
    }
  }

  /// Takes what is used after calls, also of calls that this server knows nothing of: it is added
  /// to what was written, and is reported as written then.
  public UsageMeter afterCalls() {
    return (call, usage) -> run(() -> addLate(call, usage), Duration.ZERO);
  }

  private void addLate(CallSid call, ProviderUsage usage) {
    if (calls.containsKey(call)) {
      add(call, usage);
      return;
    }
    Instant now = clock.instant();
    try {
      store.add(call, usage, now);
      written.accept(call);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("call", call)
          .addKeyValue("why", e.getMessage())
          .log("the usage after a call could not be stored");
    }
  }

  private void write(CallSid call, Totals totals) {
    run(() -> writeNow(call, totals), Duration.ZERO);
  }

  private void writeNow(CallSid call, Totals totals) {
    List<ProviderUsage> used = List.copyOf(totals.byModel.values());
    Instant now = clock.instant();
    try {
      deferred.run(() -> store.write(call, used, now), new CallWrite.WriteUsage(call, used, now));
      written.accept(call);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("call", call)
          .addKeyValue("why", e.getMessage())
          .log("the usage of a call could not be stored");
    } catch (RuntimeException fault) {
      LOG.error("the usage of a call could not be stored", fault);
    }
  }

  /// Unless it talks again.
  private void forget(CallSid call, Totals totals) {
    synchronized (totals) {
      if (totals.ended) {
        calls.remove(call, totals);
      }
    }
  }

  private void run(Runnable task, Duration delay) {
    try {
      var _ = writer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("the usage of a call came after the end", closed);
    }
  }

  /// Writes what is known of the conversations that are over.
  @Override
  public void close() {
    try {
      writer.submit(() -> {}).get(LAST_WRITES.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.warn("what the last calls have used could not be written down in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      writer.shutdownNow();
    }
  }
}
