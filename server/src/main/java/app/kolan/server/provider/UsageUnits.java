package app.kolan.server.provider;

import java.time.Duration;
import java.util.stream.LongStream;

/// Amounts of what providers charge for. Which of them a provider counts depends on its job; the
/// others are 0.
///
/// @param audio sent to speech-to-text, made by text-to-speech, or the time that a realtime session
///   or a media stream was open; to the millisecond
/// @param characters of the texts that were given to text-to-speech
/// @param textIn tokens of text that did not come from the provider's cache
/// @param textCached tokens of text that did
/// @param textOut tokens of text that a model has made, its reasoning among them
/// @param audioIn tokens of audio, likewise
/// @param audioCached likewise
/// @param audioOut likewise
/// @param requests that were made, or sessions that were opened
public record UsageUnits(
    Duration audio,
    long characters,
    long textIn,
    long textCached,
    long textOut,
    long audioIn,
    long audioCached,
    long audioOut,
    long requests) {
  public static final UsageUnits NONE = new UsageUnits(Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0);

  public UsageUnits {
    if (audio.isNegative()
        || LongStream.of(
                characters, textIn, textCached, textOut, audioIn, audioCached, audioOut, requests)
            .anyMatch(amount -> amount < 0)) {
      throw new IllegalArgumentException("an amount is negative");
    }
  }

  public static UsageUnits ofAudio(Duration audio) {
    return new UsageUnits(audio, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  public static UsageUnits ofCharacters(long characters) {
    return new UsageUnits(Duration.ZERO, characters, 0, 0, 0, 0, 0, 0, 0);
  }

  /// Tokens of text.
  public static UsageUnits ofText(long in, long cached, long out) {
    return new UsageUnits(Duration.ZERO, 0, in, cached, out, 0, 0, 0, 0);
  }

  public static UsageUnits ofRequests(long requests) {
    return new UsageUnits(Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, requests);
  }

  public UsageUnits plus(UsageUnits other) {
    return new UsageUnits(
        audio.plus(other.audio),
        characters + other.characters,
        textIn + other.textIn,
        textCached + other.textCached,
        textOut + other.textOut,
        audioIn + other.audioIn,
        audioCached + other.audioCached,
        audioOut + other.audioOut,
        requests + other.requests);
  }

  /// Whether nothing was used that is charged for by amount.
  public boolean isEmpty() {
    return audio.isZero()
        && characters + textIn + textCached + textOut + audioIn + audioCached + audioOut == 0;
  }
}
