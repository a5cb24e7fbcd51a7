package app.kolan.server.telemetry;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Turns on a clock that the tests set.
final class Turns {
  static final CallSid CALL = new CallSid("CA" + "1".repeat(32));

  private Turns() {}

  static ProviderFailure limited() {
    return new ProviderFailure("azure", FailureKind.LIMITED, "HTTP 429");
  }

  /// A turn with all stages, 10 ms apart, in which one text-to-speech provider fails before another
  /// one speaks.
  static TurnStages whole() {
    var clock = new Clock();
    var stages = new TurnStages(clock.nanos::get);
    for (TurnStage stage : TurnStage.values()) {
      stages.reached(stage);
      clock.passes(Duration.ofMillis(10));
    }
    stages.turn(3);
    stages.asked("stt", "deepgram");
    stages.asked("llm", "openai");
    stages.asked("tts", "azure");
    stages.failed("tts", limited());
    stages.asked("tts", "google");
    stages.callerSaid("a secret of the caller's");
    stages.weSaid("a secret of ours", true);
    return stages;
  }

  static final class Clock {
    final AtomicLong nanos = new AtomicLong(5_000_000_000L);

    void passes(Duration time) {
      nanos.addAndGet(time.toNanos());
    }
  }
}
