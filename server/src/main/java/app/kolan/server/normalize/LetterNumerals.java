package app.kolan.server.normalize;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hebrew letters that count: כיתה ג' is כיתה גימל, כיתות א'-ו' is כיתות אלף עד וו, ט"ו בשבט is טו
/// בשבט.
///
/// They are read by the names of the letters, after a word that is numbered so and before a Hebrew
/// month. Everywhere else a letter with a geresh is a day of the week or an abbreviation.
final class LetterNumerals implements NormalizationRule {
  private static final List<String> NAMES =
      List.of(
          "אלף", "בית", "גימל", "דלת", "הא", "וו", "זין", "חית", "טית", "יוד", "כף", "כף", "למד",
          "מם", "מם", "נון", "נון", "סמך", "עין", "פא", "פא", "צדי", "צדי", "קוף", "ריש", "שין",
          "תו");
  private static final Pattern NUMBERED =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:כיתה|כיתות|כתה|כתות|שכבה|שכבת|שכבות|קומה|בניין|בניינים|כניסה|כניסות"
              + "|סעיף|סעיפים|שלב|שלבים|גוש|קבוצה|קבוצת|קבוצות|רמה|רמות|מועד|סמסטר|חלק|תוכנית|תכנית"
              + "|נספח|סוג|ועדה|מגרש|מבנה|אגף|רבעון|מסלול|פרק|גן|דרגה|קטגוריה|משמרת|טור|אולם|בלוק"
              + "|מתחם|ספח|טופס|תת|הורה|צד|ליגה|ליגת|שנה|תואר|רובע|שכונה|שאלה|תרגיל|יחידה|מחצית|אופציה|חלופה"
              + "|עמדה|רציף|שער|טרמינל|מסוף|יציע|מפלס|חניון|צוות|פלוגה|לוח|טבלה|כרך|מסמך|מדור|גרסה|שורה|שורות|דף|תהילים|מזמור)");
  private static final String NUMERAL = "(?:[א-ת]'|[א-ת]{1,2}\"[א-ת])(?![א-ת\"])";
  private static final Pattern ONE = Pattern.compile("(" + NUMERAL + ")");
  private static final Pattern SPAN =
      Pattern.compile("(" + NUMERAL + ")\\s?(?:[-–—]|עד)\\s?(" + NUMERAL + ")");
  private static final Pattern LIST =
      Pattern.compile(NUMERAL + "(?:(?:, ?| ?ו-?| או |/| )" + NUMERAL + "){1,5}");
  private static final Pattern BARE_SPAN =
      Pattern.compile("([א-ת]|י[אב])\\s?[-–—]\\s?([א-ת]|י[אב])(?![א-ת'\"])");
  private static final Pattern PLURAL =
      Pattern.compile("[ובמהלכש]{0,3}(?:כיתות|כתות|שכבות|סעיפים)");
  private static final Pattern MONTH =
      Pattern.compile(
          " (?:ב|ל)(?:תשרי|חשוון|חשון|כסלו|טבת|שבט|אדר|ניסן|אייר|סיוון|סיון|תמוז|אב|אלול|עומר|נובמבר)(?![א-ת])");

  /// Whether what is at a place would be numbered by letters.
  static boolean follow(TextPosition place) {
    return NUMBERED.matcher(place.wordBefore()).matches();
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at())) {
      return null;
    }
    Matcher bare = place.matcher(BARE_SPAN);
    if (bare.lookingAt() && PLURAL.matcher(place.wordBefore()).matches()) {
      return new Replacement(name(bare.group(1)) + " עד " + name(bare.group(2)), bare.end());
    }
    Matcher one = place.matcher(ONE);
    if (!one.lookingAt() || !isNumeral(one.group(1))) {
      return null;
    }
    if (place.matcher(MONTH, one.end()).lookingAt()) {
      return new Replacement(name(one.group(1)), one.end());
    }
    if (!follow(place)) {
      return null;
    }
    Matcher span = place.matcher(SPAN);
    if (span.lookingAt()) {
      return new Replacement(name(span.group(1)) + " עד " + name(span.group(2)), span.end());
    }
    Matcher list = place.matcher(LIST);
    if (list.lookingAt()) {
      String names = ONE.matcher(list.group()).replaceAll(numeral -> name(numeral.group(1)));
      return new Replacement(names.replace("ו-", "ו").replace("/", " או "), list.end());
    }
    return new Replacement(name(one.group(1)), one.end());
  }

  /// Whether letters are a number: from the largest down, as in קי"ט, but not צה"ל.
  private static boolean isNumeral(String numeral) {
    String letters = numeral.replaceAll("['\"]", "");
    for (int i = 1; i < letters.length(); i++) {
      if (size(letters.charAt(i - 1)) <= size(letters.charAt(i)) && !letters.startsWith("ט")) {
        return false;
      }
    }
    return true;
  }

  /// 0 for units, 1 for tens, 2 for hundreds.
  private static int size(char letter) {
    return letter < 'י' ? 0 : letter < 'ק' ? 1 : 2;
  }

  private static String name(String numeral) {
    String letters = numeral.replaceAll("['\"]", "");
    return switch (letters) {
      case "טו", "טז", "לג" -> letters;
      default ->
          letters
              .chars()
              .mapToObj(letter -> NAMES.get(letter - 'א'))
              .collect(Collectors.joining(" "));
    };
  }
}
