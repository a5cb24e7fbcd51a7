package app.kolan.server.booking;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words of which people make days and times, in Hebrew and in English.
final class DateVocabulary {
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}:]+");
  private static final Pattern OF_A_COUNT = Pattern.compile("(?<=\\d)(st|nd|rd|th)\\b");
  private static final Pattern MARKS = Pattern.compile("[\\p{M}'\"׳״’”]");

  private static final List<List<String>> MONTHS =
      List.of(
          List.of("ינואר", "january"),
          List.of("פברואר", "february"),
          List.of("מרץ", "march", "מרס"),
          List.of("אפריל", "april"),
          List.of("מאי", "may"),
          List.of("יוני", "june"),
          List.of("יולי", "july"),
          List.of("אוגוסט", "august"),
          List.of("ספטמבר", "september"),
          List.of("אוקטובר", "october"),
          List.of("נובמבר", "november"),
          List.of("דצמבר", "december"));

  private static final List<List<String>> NUMBERS =
      List.of(
          List.of("אחת", "אחד", "one", "a"), List.of("שתיים", "שניים", "שני", "שתי", "two"),
          List.of("שלוש", "שלושה", "three"), List.of("ארבע", "ארבעה", "four"),
          List.of("חמש", "חמישה", "five"), List.of("שש", "שישה", "six"),
          List.of("שבע", "שבעה", "seven"), List.of("שמונה", "eight"),
          List.of("תשע", "תשעה", "nine"), List.of("עשר", "עשרה", "ten"),
          List.of("אחתעשרה", "eleven"), List.of("שתיםעשרה", "שתייםעשרה", "twelve"));

  private DateVocabulary() {}

  /// In lower case, without marks, and numbers of two words as one.
  static List<String> words(String text) {
    String lower = OF_A_COUNT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String plain = MARKS.matcher(lower).replaceAll("");
    String joined = plain.replaceAll("(אחת|שתיים|שתים) עשרה", "$1עשרה");
    return List.of(NOT_A_WORD.matcher(joined).replaceAll(" ").strip().split(" "));
  }

  /// @return 1 for January; 0 for no month
  static int month(String word) {
    return index(MONTHS, word);
  }

  /// @return 0 for no number
  static int amount(String word) {
    return word.matches("\\d{1,2}") ? Integer.parseInt(word) : index(NUMBERS, word);
  }

  /// @return from 1; 0 when it is in none
  private static int index(List<List<String>> names, String word) {
    for (int i = 0; i < names.size(); i++) {
      if (isAny(word, names.get(i).toArray(String[]::new))) {
        return i + 1;
      }
    }
    return 0;
  }

  /// Whether a word is one of those, in Hebrew also behind letters such as ב and ל.
  static boolean isAny(String word, String... those) {
    for (String each : those) {
      if (word.equals(each) || word.length() > each.length() && isPrefixed(word, each)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a Hebrew word is another one behind a few of the letters that are written before
  /// words, such as ב and ל.
  private static boolean isPrefixed(String word, String plain) {
    return word.endsWith(plain)
        && plain.charAt(0) >= 'א'
        && word.substring(0, word.length() - plain.length()).matches("[ובלמהכש]{1,2}");
  }
}
