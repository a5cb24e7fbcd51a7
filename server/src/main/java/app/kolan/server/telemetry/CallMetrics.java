package app.kolan.server.telemetry;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.StoreMonitor;
import app.kolan.twilio.webhook.CallSid;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Counts and times the events of calls, for the operator's monitoring.
///
/// Label values are names from the program and the settings; none identifies a call, a caller or a
/// number. Thread-safe.
public final class CallMetrics implements CallListener, AutoCloseable {
  /// Histogram buckets of the time that a caller waits.
  private static final Duration[] WAITING =
      millis(20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 8000);

  /// Histogram buckets of Kolan's own processing time.
  private static final Duration[] OWN = millis(1, 2, 5, 10, 20, 50, 100, 200, 500);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter fillers;
  private final Counter takenOver;
  private final Counter limitsNear;

  /// @param liveCalls the number of live calls
  public CallMetrics(IntSupplier liveCalls) {
    Gauge.builder("kolan.calls.live", liveCalls::getAsInt)
        .description("Calls that are live")
        .register(registry);
    fillers =
        Counter.builder("kolan.fillers")
            .description("Filler sentences that were played to a waiting caller")
            .register(registry);
    takenOver =
        Counter.builder("kolan.agent.fallbacks")
            .description("Calls that went on with the next agent because one could not go on")
            .register(registry);
    limitsNear =
        Counter.builder("kolan.limits.near")
            .description("Businesses that came near a monthly limit, each once a month")
            .register(registry);
    for (CallOutcome outcome : CallOutcome.values()) {
      if (outcome != CallOutcome.OPEN) {
        var _ = calls(outcome);
      }
    }
    for (LimitReached limit : LimitReached.values()) {
      var _ = turnedAwayBy(limit);
    }
  }

  /// All metrics in Prometheus' text format.
  public String text() {
    return registry.scrape();
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    for (TurnStage stage : TurnStage.values()) {
      if (stage != TurnStage.SPEECH_ENDED) {
        stages.between(TurnStage.SPEECH_ENDED, stage).ifPresent(took -> stage(stage).record(took));
      }
    }
    own(stages, TurnStage.WORDS_KNOWN, TurnStage.MODEL_ASKED, "asking");
    own(stages, TurnStage.FIRST_SOUND, TurnStage.FIRST_SENT, "sending");
  }

  /// Adds a gauge of the calls that Admission has let in.
  ///
  /// @param places how many are let in and have not ended
  public void gaugeAdmitted(IntSupplier places) {
    Gauge.builder("kolan.calls.admitted", places::getAsInt)
        .description("Calls that were admitted and have not ended")
        .register(registry);
  }

  /// Adds gauges of the store and of the disk below it.
  public void gaugeStore(StoreMonitor store) {
    Gauge.builder("kolan.store.troubled", () -> store.trouble().isPresent() ? 1 : 0)
        .description("1 while the store cannot be written")
        .register(registry);
    Gauge.builder("kolan.store.free", () -> store.space().usable())
        .description("Free bytes on the disk of the data folder")
        .baseUnit("bytes")
        .register(registry);
  }

  /// Shows how many businesses, and files of businesses, cannot be used as they are now.
  public void gaugeTroubledBusinesses(Supplier<Number> troubles) {
    Gauge.builder("kolan.businesses.troubled", troubles)
        .description("Businesses and files of businesses whose newest settings cannot be used")
        .register(registry);
  }

  /// Shows how many sounds wait in the data folder for their common store.
  public void gaugeWaitingSounds(Supplier<Number> waiting) {
    Gauge.builder("kolan.sounds.waiting", waiting)
        .description("Sounds that are not in the S3 store yet")
        .register(registry);
  }

  /// Shows how many writes of talks wait for the database.
  public void gaugeWaitingWrites(Supplier<Number> waiting) {
    Gauge.builder("kolan.writes.waiting", waiting)
        .description("Deferred writes of talks that wait for the database")
        .register(registry);
  }

  /// A caller could not talk and was led to voicemail.
  public void turnedAway(LimitReached limit) {
    turnedAwayBy(limit).increment();
  }

  /// A business has come near one of its monthly limits.
  public void limitNear() {
    limitsNear.increment();
  }

  /// A call has this final outcome.
  public void callSettled(CallOutcome outcome) {
    calls(outcome).increment();
  }

  @Override
  public void takenOver(CallSid call) {
    takenOver.increment();
  }

  @Override
  public void fillerPlayed(CallSid call) {
    fillers.increment();
  }

  @Override
  public void providerFailed(String job, ProviderFailure failure) {
    Counter.builder("kolan.provider.failures")
        .description("Requests that a provider failed")
        .tag("job", job)
        .tag("provider", failure.provider())
        .tag("kind", word(failure.kind()))
        .register(registry)
        .increment();
  }

  @Override
  public void close() {
    registry.close();
  }

  /// A filler that was sent before the first audio has no processing time of ours.
  private void own(TurnStages stages, TurnStage from, TurnStage to, String part) {
    stages
        .between(from, to)
        .filter(took -> !took.isNegative())
        .ifPresent(
            took ->
                Timer.builder("kolan.turn.own")
                    .description("Kolan's own processing time in a turn")
                    .tag("part", part)
                    .serviceLevelObjectives(OWN)
                    .register(registry)
                    .record(took));
  }

  private Timer stage(TurnStage stage) {
    return Timer.builder("kolan.turn.stage")
        .description("Time from the end of the caller's speech to a stage of the response")
        .tag("stage", word(stage))
        .serviceLevelObjectives(WAITING)
        .register(registry);
  }

  private Counter calls(CallOutcome outcome) {
    return Counter.builder("kolan.calls")
        .description("Calls by their outcome")
        .tag("outcome", word(outcome))
        .register(registry);
  }

  private Counter turnedAwayBy(LimitReached limit) {
    return Counter.builder("kolan.calls.turned.away")
        .description("Callers who were led to voicemail because a limit was reached")
        .tag("limit", word(limit))
        .register(registry);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Duration[] millis(int... bounds) {
    var durations = new Duration[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      durations[i] = Duration.ofMillis(bounds[i]);
    }
    return durations;
  }
}
