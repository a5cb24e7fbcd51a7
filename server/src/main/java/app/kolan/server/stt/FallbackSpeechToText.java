package app.kolan.server.stt;

import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;

/// Several recognisers as one: when the one that listens to a call fails, the next listens from
/// there on, and hears the turns again that the other one has not answered. Behind the last one
/// comes the first again, for a bounded number of times, also where there is only one.
///
/// All of it happens beside the call: nobody waits but for the words, which are told as they come.
public final class FallbackSpeechToText implements SpeechToText {
  private static final String JOB = "recogniser";

  /// How long a recogniser may take for turns that another one has lost, the connection included.
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final FallbackProviders<SpeechToText> recognisers;
  private final ScheduledExecutorService clock;
  private final Duration again;

  /// @param recognisers the first choice first; at least one
  /// @param whenFailed takes each failure with the job's name; must not block
  public FallbackSpeechToText(
      List<SpeechToText> recognisers, BiConsumer<String, ProviderFailure> whenFailed) {
    this(recognisers, whenFailed, SpeechToTexts.clock(), AGAIN);
  }

  FallbackSpeechToText(
      List<SpeechToText> recognisers,
      BiConsumer<String, ProviderFailure> whenFailed,
      ScheduledExecutorService clock,
      Duration again) {
    this.recognisers =
        new FallbackProviders<>(JOB, recognisers, SpeechToText::provider, whenFailed);
    this.clock = clock;
    this.again = again;
  }

  /// The names of all.
  @Override
  public String provider() {
    return recognisers.names();
  }

  /// Begins to listen. When nobody may be asked, the failure is told before this returns.
  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    var begun = new FallbackTranscription(recognisers, listener, clock, again);
    begun.begin();
    return begun;
  }
}
