package app.kolan.server.business;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// After how many days what is deleted, counted from a call's arrival; null for never.
///
/// @param sound what callers said, and their messages
/// @param words words that were said, keys, summaries, what tools were asked
/// @param calls calls whole, with their leads and promises, and contacts that nothing else has made
/// @param tapes the recorded wire traffic of calls
public record RetentionPolicy(
    @Nullable Integer sound,
    @Nullable Integer words,
    @Nullable Integer calls,
    @Nullable Integer tapes) {
  /// Everything is kept.
  public static final RetentionPolicy NONE = new RetentionPolicy(null, null, null, null);

  /// The kinds that are deleted at some time, with their days: `sound`, `words`, `calls`, `tapes`.
  public Map<String, Integer> days() {
    var days = new LinkedHashMap<String, Integer>();
    put(days, "sound", sound);
    put(days, "words", words);
    put(days, "tapes", tapes);
    put(days, "calls", calls);
    return days;
  }

  private static void put(Map<String, Integer> days, String kind, @Nullable Integer count) {
    if (count != null) {
      days.put(kind, count);
    }
  }
}
