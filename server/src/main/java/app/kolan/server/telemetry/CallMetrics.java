package app.kolan.server.telemetry;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/// Counts and times what happens in talks, for the operator's monitoring.
///
/// The values of labels are names from the program and from the settings; none tells of a call, a
/// caller or a number. Safe to share.
public final class CallMetrics implements CallListener, AutoCloseable {
  /// Bounds of the time that a caller waits.
  private static final Duration[] WAITING =
      millis(20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 8000);

  /// Bounds of the time that we take ourselves.
  private static final Duration[] OWN = millis(1, 2, 5, 10, 20, 50, 100, 200, 500);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter fillers;
  private final Counter takenOver;

  /// @param liveCalls how many calls are on
  public CallMetrics(IntSupplier liveCalls) {
    Gauge.builder("kolan.calls.live", liveCalls::getAsInt)
        .description("Calls whose talk is on")
        .register(registry);
    fillers =
        Counter.builder("kolan.fillers")
            .description("Sentences that told a waiting caller to wait")
            .register(registry);
    takenOver =
        Counter.builder("kolan.rungs.taken.over")
            .description("Talks that went to the next receptionist because one could not go on")
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

  /// All of it, in Prometheus' text format.
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
    own(stages, TurnStage.WORDS_KNOWN, TurnStage.MIND_ASKED, "asking");
    own(stages, TurnStage.FIRST_SOUND, TurnStage.FIRST_SENT, "sending");
  }

  /// Has the calls watched that may talk.
  ///
  /// @param places how many are let in and have not ended
  public void watchPlaces(IntSupplier places) {
    Gauge.builder("kolan.calls.admitted", places::getAsInt)
        .description("Calls that were let in and whose talk has not ended")
        .register(registry);
  }

  /// A caller could not talk and was led to voicemail.
  public void turnedAway(LimitReached limit) {
    turnedAwayBy(limit).increment();
  }

  /// A call came out so.
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
        .description("Requests that a provider could not do")
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

  /// A filler that went out before the first sound has no time of ours.
  private void own(TurnStages stages, TurnStage from, TurnStage to, String part) {
    stages
        .between(from, to)
        .filter(took -> !took.isNegative())
        .ifPresent(
            took ->
                Timer.builder("kolan.turn.own")
                    .description("The part of a turn that is Kolan's own")
                    .tag("part", part)
                    .serviceLevelObjectives(OWN)
                    .register(registry)
                    .record(took));
  }

  private Timer stage(TurnStage stage) {
    return Timer.builder("kolan.turn.stage")
        .description("From the end of the caller's speech to a stage of the answer")
        .tag("stage", word(stage))
        .serviceLevelObjectives(WAITING)
        .register(registry);
  }

  private Counter calls(CallOutcome outcome) {
    return Counter.builder("kolan.calls")
        .description("Calls by how they came out")
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
