package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// The synthesis of a text whose audio is in memory.
  private static final class CachedSynthesis implements Synthesis {
    private @Nullable Mulaw sound;

    CachedSynthesis(Mulaw sound) {
      this.sound = sound;
    }

    @Override
    public synchronized @Nullable Mulaw next() {
      Mulaw next = sound;
      sound = null;
      return next;
    }

    @Override
    public synchronized void close() {
      sound = null;
    }
  }
}
