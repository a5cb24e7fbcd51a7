package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import java.util.Optional;

/// A voice that asks its provider only once for a fixed sentence. What is said freely is never
/// kept: it holds what a caller told.
///
/// Safe to share between calls.
public final class CachedTextToSpeech implements TextToSpeech {
  private final TextToSpeech voice;
  private final ProviderSettings settings;
  private final AudioCache cache;

  /// @param settings those of the voice, on which its sound depends
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

  /// Begins to say a sentence that is the same in every call, and holds nothing of any caller. Its
  /// sound is kept once it was taken to its end.
  ///
  /// @throws ProviderFailure as [#say]; never for a sentence that is kept
  public Synthesis sayFixed(String sentence) throws ProviderFailure, InterruptedException {
    AudioCacheKey key = AudioCacheKey.of(settings, sentence);
    Optional<Mulaw> kept = cache.find(key);
    return kept.isPresent()
        ? new CachedSynthesis(kept.get())
        : new CachingSynthesis(voice.say(sentence), sound -> cache.keep(key, sound));
  }

  /// Whether a sentence is kept, so that it can be said without the provider.
  public boolean isKept(String sentence) {
    return cache.find(AudioCacheKey.of(settings, sentence)).isPresent();
  }
}
