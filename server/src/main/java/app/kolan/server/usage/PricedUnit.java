package app.kolan.server.usage;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.UsageJob;
import java.util.Arrays;
import java.util.List;

/// What a price can be for.
///
/// @see PriceList
enum PricedUnit {
  MINUTE("minute", 60_000),
  MILLION_CHARACTERS("million-characters", 1_000_000),
  MILLION_TEXT_IN("million-text-in", 1_000_000),
  MILLION_TEXT_CACHED("million-text-cached", 1_000_000),
  MILLION_TEXT_OUT("million-text-out", 1_000_000),
  MILLION_AUDIO_IN("million-audio-in", 1_000_000),
  MILLION_AUDIO_CACHED("million-audio-cached", 1_000_000),
  MILLION_AUDIO_OUT("million-audio-out", 1_000_000);

  private final String key;
  private final long size;

  PricedUnit(String key, long size) {
    this.key = key;
    this.size = size;
  }

  /// Its name in a price list.
  String key() {
    return key;
  }

  /// How much of [#amount] one of it is.
  long size() {
    return size;
  }

  /// How much was used: milliseconds, characters or tokens.
  long amount(UsageUnits units) {
    return switch (this) {
      case MINUTE -> units.audio().toMillis();
      case MILLION_CHARACTERS -> units.characters();
      case MILLION_TEXT_IN -> units.textIn();
      case MILLION_TEXT_CACHED -> units.textCached();
      case MILLION_TEXT_OUT -> units.textOut();
      case MILLION_AUDIO_IN -> units.audioIn();
      case MILLION_AUDIO_CACHED -> units.audioCached();
      case MILLION_AUDIO_OUT -> units.audioOut();
    };
  }

  boolean isToken() {
    return this != MINUTE && this != MILLION_CHARACTERS;
  }

  private boolean isText() {
    return this == MILLION_TEXT_IN || this == MILLION_TEXT_CACHED || this == MILLION_TEXT_OUT;
  }

  private boolean isFor(UsageJob job) {
    return switch (job) {
      case STT, REALTIME -> this != MILLION_CHARACTERS;
      case LLM -> isText();
      case TTS -> !isToken();
      case TELEPHONY -> this == MINUTE;
    };
  }

  /// Those that a provider of this job may charge for.
  static List<PricedUnit> of(UsageJob job) {
    return Arrays.stream(values()).filter(unit -> unit.isFor(job)).toList();
  }
}
