package app.kolan.server.normalize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a business wants its own words pronounced: names, brands, words that a voice misreads.
///
/// Entries are one or several whole words; the longest match is taken, before any other rule, and
/// its replacement is not normalized again, so that it may carry vowel points. Hebrew letters
/// joined to the front of a word (בקולן, ולקולן) stay joined. Latin letters match in either case.
public final class Lexicon implements NormalizationRule {
  /// A lexicon without entries.
  public static final Lexicon EMPTY = new Lexicon(Map.of());

  private static final int MOST_PREFIXES = 4;

  private final Map<Character, List<Entry>> byFirst = new HashMap<>();

  private record Entry(String written, String spoken) {}

  /// Entries from written to spoken form. Blank entries are ignored.
  public Lexicon(Map<String, String> spokenByWritten) {
    spokenByWritten.forEach(
        (written, spoken) -> {
          String clean = TextCleaner.ofEntry(written);
          if (!clean.isEmpty()) {
            byFirst
                .computeIfAbsent(folded(clean.charAt(0)), _ -> new ArrayList<>())
                .add(new Entry(clean, spoken.strip()));
          }
        });
    Comparator<Entry> longestFirst =
        Comparator.<Entry>comparingInt(entry -> -entry.written().length())
            .thenComparing(Entry::written);
    byFirst.values().forEach(entries -> entries.sort(longestFirst));
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    String text = place.text();
    if (byFirst.isEmpty() || !Letters.startsWord(text, place.at())) {
      return null;
    }
    for (int joined = 0; joined <= MOST_PREFIXES; joined++) {
      int start = place.at() + joined;
      if (start >= text.length()) {
        return null;
      }
      Entry entry = find(text, start);
      if (entry == null && joined > 0 && text.charAt(start) == '-') {
        start++;
        if (start >= text.length()) {
          return null;
        }
        entry = find(text, start);
      }
      if (entry != null) {
        String prefix = text.substring(place.at(), place.at() + joined);
        return new Replacement(prefix + entry.spoken(), start + entry.written().length());
      }
      if (Letters.PREFIXES.indexOf(text.charAt(start)) < 0) {
        return null;
      }
    }
    return null;
  }

  private @Nullable Entry find(String text, int start) {
    if (start >= text.length()) {
      return null;
    }
    for (Entry entry : byFirst.getOrDefault(folded(text.charAt(start)), List.of())) {
      String written = entry.written();
      int end = start + written.length();
      if (text.regionMatches(true, start, written, 0, written.length())
          && (endsInSign(written) || Letters.endsWord(text, end))) {
        return entry;
      }
    }
    return null;
  }

  private static boolean endsInSign(String written) {
    return !Letters.isOfWordOrDigit(written.codePointBefore(written.length()));
  }

  private static char folded(char letter) {
    return String.valueOf(letter).toLowerCase(Locale.ROOT).charAt(0);
  }
}
