package app.kolan.server.stt;

import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;

/// Several STT providers as one: when the one that listens to a call fails, the next listens from
/// there on, and hears the turns again that the other one has not answered. Behind the last one
/// comes the first again, for a bounded number of times, also where there is only one.
///
/// All of it happens beside the call: nobody waits but for the words, which are delivered as they
/// come.
public final class FallbackSpeechToText implements SpeechToText {
  private static final String JOB = "stt";

  /// How long an STT provider may take for turns that another one has lost, the connection
  /// included.
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final FallbackProviders<SpeechToText> providers;
  private final ScheduledExecutorService clock;
  private final Duration again;

  /// @param providers the first choice first; at least one
  /// @param whenFailed takes each failure with the job's name; must not block
  public FallbackSpeechToText(
      List<SpeechToText> providers, BiConsumer<String, ProviderFailure> whenFailed) {
    this(providers, CircuitBreakers.NEW, whenFailed);
  }

  /// @param breakers where each provider's circuit breaker is from
  public FallbackSpeechToText(
      List<SpeechToText> providers,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this(providers, breakers, whenFailed, SpeechToTexts.clock(), AGAIN);
  }

  FallbackSpeechToText(
      List<SpeechToText> providers,
      BiConsumer<String, ProviderFailure> whenFailed,
      ScheduledExecutorService clock,
      Duration again) {
    this(providers, CircuitBreakers.NEW, whenFailed, clock, again);
  }

  private FallbackSpeechToText(
      List<SpeechToText> providers,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed,
      ScheduledExecutorService clock,
      Duration again) {
    this.providers =
        new FallbackProviders<>(JOB, providers, SpeechToText::provider, breakers, whenFailed);
    this.clock = clock;
    this.again = again;
  }

  /// The names of all.
  @Override
  public String provider() {
    return providers.names();
  }

  /// Begins to listen. When nobody may be asked, the failure is reported before this returns.
  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    var begun = new FallbackTranscription(providers, listener, clock, again);
    begun.begin();
    return begun;
  }
}
