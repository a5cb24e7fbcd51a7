package app.kolan.server.media.endofturn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A transcript as plain words: in lower case, without vowel points, marks of direction, and
/// punctuation at the edges of words.
///
/// @param words the words, none of them empty
/// @param trails whether it ends with a comma, a dash or an ellipsis: punctuation that announces
///   more. A full stop, a question mark and an exclamation mark say nothing, because speech-to-text
///   sets them after pauses.
record TurnWords(List<String> words, boolean trails) {
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u0591-\\u05bd\\u05bf-\\u05c7\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern EDGES = Pattern.compile("^[\\p{P}\\p{S}]+|[\\p{P}\\p{S}]+$");
  private static final Pattern TRAILS = Pattern.compile(".*[^\\s.](?:,|\\.\\.\\.|…|[-–—])$");

  /// How many words of a long transcript are looked at: the last ones.
  private static final int MOST_WORDS = 60;

  /// Reads a transcript.
  static TurnWords of(String text) {
    String plain = INVISIBLE.matcher(text).replaceAll("").strip().toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : SPACE.split(plain, -1)) {
      String bare = EDGES.matcher(word).replaceAll("").replace('״', '"').replace('׳', '\'');
      if (!bare.isEmpty()) {
        words.add(isSpelled(word, bare) ? bare + "'" : bare);
      }
    }
    int from = Math.max(0, words.size() - MOST_WORDS);
    return new TurnWords(
        List.copyOf(words.subList(from, words.size())), TRAILS.matcher(plain).matches());
  }

  /// Whether a letter is written with the mark of letters that stand for themselves, as in "class
  /// B'": it is no prefix then.
  private static boolean isSpelled(String word, String bare) {
    return bare.length() == 1
        && isHebrew(bare.charAt(0))
        && (word.contains(bare + "׳") || word.contains(bare + "'"));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  int size() {
    return words.size();
  }

  String get(int index) {
    return words.get(index);
  }

  /// The word that stands so many places before the end; the last one is 0. Empty when there is
  /// none.
  String fromEnd(int place) {
    int index = words.size() - 1 - place;
    return index < 0 ? "" : words.get(index);
  }

  /// Whether a word is written in Hebrew letters.
  boolean hasHebrew() {
    return words.stream().anyMatch(word -> word.chars().anyMatch(TurnWords::isHebrew));
  }

  private static boolean isHebrew(int letter) {
    return letter >= 'א' && letter <= 'ת';
  }
}
