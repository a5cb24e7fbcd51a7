package app.kolan.lab.eval;

import app.kolan.server.normalize.Lexicon;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.server.tts.TextToSpeeches;
import app.kolan.server.tts.VoicesByLanguage;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Synthesizes callers' audio. The same words always give the same audio.
public final class CallerVoice {
  private static final ProviderTimeouts PATIENCE =
      new ProviderTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));
  private static final double LOUDNESS_DBFS = -20;

  /// A speech-to-text stub recognises clips at 15 dB; a real one does better.
  private static final double NOISE_DB_BELOW = 18;

  private static final int AUDIBLE = 300;
  private static final int MILLIS_A_LETTER = 50;
  private static final int SHORTEST = 600;
  private static final int LONGEST = 8000;

  private static final SpokenForm FORM = new SpokenForm(new Lexicon(Map.of()));

  private final @Nullable TextToSpeech voice;

  private CallerVoice(@Nullable TextToSpeech voice) {
    this.voice = voice;
  }

  /// Speech-like audio, different for each text: neither people nor real speech-to-text understand
  /// it.
  public static CallerVoice withoutWords() {
    return new CallerVoice(null);
  }

  /// espeak-ng on this machine; empty when it is not installed.
  public static Optional<CallerVoice> espeak() {
    try (var http = new ProviderHttp()) {
      var others = new EnumMap<WrittenLanguage, TextToSpeech>(WrittenLanguage.class);
      for (WrittenLanguage language : WrittenLanguage.values()) {
        others.put(language, espeak(language.code() + "+f3", http));
      }
      var voice = new CallerVoice(new VoicesByLanguage(espeak("he+f3", http), others));
      return voice.spoken("שלום").isEmpty() ? Optional.empty() : Optional.of(voice);
    } catch (ProviderFailure e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static TextToSpeech espeak(String voice, ProviderHttp http) {
    return TextToSpeeches.open(
        new ProviderSettings("espeak", URI.create(""), null, "", voice, "he-IL", PATIENCE), http);
  }

  /// Some words, in whole frames and without silence around them.
  public Mulaw says(String words) {
    if (voice == null) {
      return speechLike(words);
    }
    try {
      Mulaw sound = trimmed(spoken(FORM.of(words)));
      return sound.isEmpty() ? speechLike(words) : sound;
    } catch (ProviderFailure e) {
      throw new IllegalStateException("espeak-ng no longer speaks", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Mulaw.SILENT_FRAME;
    }
  }

  private static Mulaw speechLike(String words) {
    int length = Math.clamp((long) words.length() * MILLIS_A_LETTER, SHORTEST, LONGEST);
    return trimmed(Sounds.speechLike(words, Duration.ofMillis(length)));
  }

  /// The same with steady noise behind it.
  static Mulaw inNoise(Mulaw clean) {
    var random = new SplittableRandom(clean.length());
    double level = Math.pow(10, (LOUDNESS_DBFS - NOISE_DB_BELOW) / 20) * -Short.MIN_VALUE;
    short[] samples = clean.toPcm().samples();
    for (int i = 0; i < samples.length; i++) {
      double noisy = samples[i] + level * random.nextGaussian();
      samples[i] = (short) Math.clamp(Math.round(noisy), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }

  private Mulaw spoken(String words) throws ProviderFailure, InterruptedException {
    TextToSpeech speaker = Objects.requireNonNull(voice);
    List<Mulaw> pieces = new ArrayList<>();
    try (Synthesis speaking = speaker.say(words)) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        pieces.add(piece);
      }
    }
    Pcm sound = Mulaw.join(pieces).toPcm();
    double gain = LOUDNESS_DBFS - sound.rmsDbfs();
    return sound.length() == 0 || Double.isInfinite(gain)
        ? Mulaw.EMPTY
        : sound.amplified(Math.pow(10, gain / 20)).toMulaw();
  }

  private static Mulaw trimmed(Mulaw sound) {
    int from = 0;
    int to = sound.length();
    while (from < to && Math.abs(sound.sampleAt(from)) < AUDIBLE) {
      from++;
    }
    while (to > from && Math.abs(sound.sampleAt(to - 1)) < AUDIBLE) {
      to--;
    }
    return sound.slice(from, to).paddedToFrames();
  }
}
