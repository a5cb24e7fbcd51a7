package app.kolan.server.media.turns;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the last words of an unfinished turn indicate about its end.
enum EndOfTurnHint {
  /// Nothing.
  NONE,
  /// More will follow: the last word needs another, or there is a comma, or a number in the middle.
  WANTED,
  /// A number that has the maximum length.
  COMPLETE_DIGITS;

  /// The number of digits of an Israeli phone number, with its leading zero.
  private static final int MOST_DIGITS = 10;

  /// Words after which a Hebrew speaker goes on: and, that, of, but, because, or, a moment, and
  /// hesitation sounds. A single letter is a prefix whose word has not come yet.
  private static final Set<String> HEBREW =
      Set.of(
          "ו", "ש", "ה", "ב", "ל", "מ", "כ", "את", "של", "אבל", "כי", "או", "רגע", "אה", "אהה",
          "אמ", "אממ", "עם", "על", "אל", "אז", "גם", "אם", "כש", "בשביל", "לפני", "אחרי", "כאילו",
          "בגלל", "ליד", "שזה", "שאני", "ואז", "ואני", "וגם", "רק", "כמו", "עד", "בין");

  private static final Set<String> ENGLISH =
      Set.of(
          "and", "or", "but", "because", "so", "the", "a", "an", "to", "of", "with", "for", "at",
          "my", "your", "if", "that", "uh", "um", "er", "like", "is");

  private static final Set<String> DIGITS =
      Set.of(
          "אפס", "אחת", "שתיים", "שתים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "אחד",
          "שניים", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "תשעה", "zero", "oh", "one", "two",
          "three", "four", "five", "six", "seven", "eight", "nine");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[-–־][0-9]+)*");
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u0591-\\u05bd\\u05bf-\\u05c7\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern AT_THE_EDGES = Pattern.compile("^[\\p{P}\\p{S}]+|[\\p{P}\\p{S}]+$");

  /// Judges the text of an unfinished turn.
  static EndOfTurnHint of(String text) {
    String plain = INVISIBLE.matcher(text).replaceAll("").strip().toLowerCase(Locale.ROOT);
    if (plain.isEmpty()) {
      return NONE;
    }
    String[] words = SPACE.split(plain);
    int digits = digitsAtTheEnd(words);
    if (digits >= MOST_DIGITS) {
      return COMPLETE_DIGITS;
    }
    String last = bare(words[words.length - 1]);
    boolean wanted =
        digits > 1
            || plain.endsWith(",")
            || plain.endsWith("…")
            || plain.endsWith("...") && !last.isEmpty()
            || !isOver(plain) && (HEBREW.contains(last) || ENGLISH.contains(last));
    return wanted ? WANTED : NONE;
  }

  private static boolean isOver(String text) {
    return text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
  }

  private static int digitsAtTheEnd(String[] words) {
    int digits = 0;
    for (int i = words.length - 1; i >= 0; i--) {
      String word = bare(words[i]);
      if (NUMBER.matcher(word).matches()) {
        digits += (int) word.chars().filter(c -> c >= '0' && c <= '9').count();
      } else if (DIGITS.contains(word)) {
        digits++;
      } else {
        return digits;
      }
    }
    return digits;
  }

  private static String bare(String word) {
    return AT_THE_EDGES.matcher(word).replaceAll("");
  }
}
