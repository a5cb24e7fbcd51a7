package app.kolan.server.tts;

import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import java.util.List;
import java.util.function.BiConsumer;

/// Several voices as one: a text that a voice could not say is said by the next.
///
/// A voice that fails in the middle of a text leaves the whole text to the next: the caller hears
/// its beginning twice, and misses no word. A text is a clause, so the beginning is short.
public final class FallbackTextToSpeech implements TextToSpeech {
  private static final String JOB = "tts";

  private final FallbackProviders<TextToSpeech> voices;

  /// @param voices the first choice first; at least one
  /// @param whenFailed takes each failure with the job's name; must not block
  public FallbackTextToSpeech(
      List<TextToSpeech> voices, BiConsumer<String, ProviderFailure> whenFailed) {
    this(voices, CircuitBreakers.NEW, whenFailed);
  }

  /// @param breakers where each provider's circuit breaker is from
  public FallbackTextToSpeech(
      List<TextToSpeech> voices,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this.voices =
        new FallbackProviders<>(JOB, voices, TextToSpeech::provider, breakers, whenFailed);
  }

  @Override
  public void connect() {
    voices.prepare(TextToSpeech::connect);
  }

  /// The names of all.
  @Override
  public String provider() {
    return voices.names();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure, InterruptedException {
    return say(text, FallbackListener.NONE);
  }

  @Override
  public Synthesis say(String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    return FallbackSynthesis.begin(voices, text, listener);
  }
}
