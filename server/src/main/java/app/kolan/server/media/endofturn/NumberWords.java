package app.kolan.server.media.endofturn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words of numbers, Hebrew in both genders and English for single digits.
final class NumberWords {
  private static final Map<String, Integer> UNITS =
      Map.ofEntries(
          Map.entry("אפס", 0),
          Map.entry("אחת", 1),
          Map.entry("אחד", 1),
          Map.entry("שתיים", 2),
          Map.entry("שתים", 2),
          Map.entry("שניים", 2),
          Map.entry("שנים", 2),
          Map.entry("שלוש", 3),
          Map.entry("שלושה", 3),
          Map.entry("ארבע", 4),
          Map.entry("ארבעה", 4),
          Map.entry("חמש", 5),
          Map.entry("חמישה", 5),
          Map.entry("שש", 6),
          Map.entry("שישה", 6),
          Map.entry("שבע", 7),
          Map.entry("שבעה", 7),
          Map.entry("שמונה", 8),
          Map.entry("תשע", 9),
          Map.entry("תשעה", 9),
          Map.entry("zero", 0),
          Map.entry("oh", 0),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9));

  private static final Map<String, Integer> TENS =
      Map.of(
          "עשרים", 20,
          "שלושים", 30,
          "ארבעים", 40,
          "חמישים", 50,
          "שישים", 60,
          "שבעים", 70,
          "שמונים", 80,
          "תשעים", 90);

  private NumberWords() {}

  /// The value of a single digit's word; null for another word.
  static @Nullable Integer unit(String word) {
    return UNITS.get(word);
  }

  /// The value of a word for a ten from 20 on; null for another word.
  static @Nullable Integer tens(String word) {
    return TENS.get(word);
  }

  /// Whether a word is the ten of 10 to 19.
  static boolean isTen(String word) {
    return word.equals("עשר") || word.equals("עשרה");
  }

  /// The value of a word for one or two hundred; null for another word.
  static @Nullable Integer hundreds(String word) {
    return switch (word) {
      case "מאה" -> 100;
      case "מאתיים" -> 200;
      default -> null;
    };
  }

  /// Whether a word is part of a number, without a prefix.
  static boolean isPart(String word) {
    return UNITS.containsKey(word)
        || TENS.containsKey(word)
        || isTen(word)
        || hundreds(word) != null
        || word.equals("מאות");
  }

  /// A word of a number without its "and"; the word itself when it has none.
  static String withoutAnd(String word) {
    return word.startsWith("ו") && isPart(word.substring(1)) ? word.substring(1) : word;
  }
}
