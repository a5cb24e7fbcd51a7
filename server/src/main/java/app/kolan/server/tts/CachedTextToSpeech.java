package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import java.util.Optional;

/// Asks its provider only once for a fixed sentence. Other texts are never cached: they contain
/// what a caller said.
///
/// Thread-safe; shared between calls.
public final class CachedTextToSpeech implements TextToSpeech {
  private final TextToSpeech voice;
  private final ProviderSettings settings;
  private final AudioCache cache;

  /// @param settings the provider's settings, on which the audio depends
  public CachedTextToSpeech(TextToSpeech voice, ProviderSettings settings, AudioCache cache) {
    this.voice = voice;
    this.settings = settings;
    this.cache = cache;
  }

  @Override
  public String provider() {
    return voice.provider();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure, InterruptedException {
    return voice.say(text);
  }

  /// Synthesizes a sentence that is the same in every call and contains nothing of any caller. Its
  /// audio is cached once it was read to its end.
  ///
  /// @throws ProviderFailure as [#say]; never for a cached sentence
  public Synthesis sayFixed(String sentence) throws ProviderFailure, InterruptedException {
    AudioCacheKey key = AudioCacheKey.of(settings, sentence);
    Optional<Mulaw> kept = cache.find(key);
    return kept.isPresent()
        ? new CachedSynthesis(kept.get())
        : new CachingSynthesis(voice.say(sentence), sound -> cache.keep(key, sound));
  }
}
