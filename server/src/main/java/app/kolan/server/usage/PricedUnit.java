package app.kolan.server.usage;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.UsageJob;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What a price can be for.
///
/// @see PriceList
enum PricedUnit {
  MINUTE(
      "minute",
      60_000,
      units -> units.audio().toMillis(),
      Set.of(UsageJob.STT, UsageJob.TTS, UsageJob.REALTIME, UsageJob.TELEPHONY)),
  MILLION_CHARACTERS("million-characters", 1_000_000, UsageUnits::characters, Set.of(UsageJob.TTS)),
  MILLION_TEXT_IN("million-text-in", UsageUnits::textIn),
  MILLION_TEXT_CACHED("million-text-cached", UsageUnits::textCached),
  MILLION_TEXT_OUT("million-text-out", UsageUnits::textOut),
  MILLION_AUDIO_IN("million-audio-in", UsageUnits::audioIn),
  MILLION_AUDIO_CACHED("million-audio-cached", UsageUnits::audioCached),
  MILLION_AUDIO_OUT("million-audio-out", UsageUnits::audioOut);

  private final String key;
  private final long size;
  private final ToLongFunction<UsageUnits> amount;
  private final Set<UsageJob> jobs;

  /// Tokens.
  PricedUnit(String key, ToLongFunction<UsageUnits> amount) {
    this(key, 1_000_000, amount, Set.of(UsageJob.STT, UsageJob.LLM, UsageJob.REALTIME));
  }

  PricedUnit(String key, long size, ToLongFunction<UsageUnits> amount, Set<UsageJob> jobs) {
    this.key = key;
    this.size = size;
    this.amount = amount;
    this.jobs = jobs;
  }

  /// Its name in a price list.
  String key() {
    return key;
  }

  /// How much of [UsageUnits] one of it is.
  long size() {
    return size;
  }

  long amount(UsageUnits units) {
    return amount.applyAsLong(units);
  }

  boolean isToken() {
    return compareTo(MILLION_CHARACTERS) > 0;
  }

  /// Those that a provider of this job may charge for.
  static List<PricedUnit> of(UsageJob job) {
    return Arrays.stream(values())
        .filter(unit -> unit.jobs.contains(job))
        .filter(unit -> job != UsageJob.LLM || unit.key.startsWith("million-text"))
        .toList();
  }
}
