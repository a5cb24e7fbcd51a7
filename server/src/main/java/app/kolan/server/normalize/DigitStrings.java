package app.kolan.server.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Digits that are not a number, read one by one: they are long, begin with a zero, come in several
/// groups, or follow a word like קוד.
final class DigitStrings implements NormalizationRule {
  private static final Pattern GROUPS = Pattern.compile("\\d{1,30}(?:-\\d{1,30}){2,9}(?!-?\\d)");
  private static final Pattern SPACED =
      Pattern.compile("\\d{3,4}(?: \\d{3,4}){2,5}(?! ?\\d|[.,:/]\\d)");
  private static final Pattern CODE_IN_TWO =
      Pattern.compile(
          "(?=\\d{0,9}-?\\d{3})\\d{1,9}[-/]\\d{1,9}(?![-/]?\\d|[.,:]\\d|%|\\s?[₪$€]| ש\"ח| שקל)");
  private static final Pattern DOTTED = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){2,9}(?!\\.?\\d)");
  private static final Pattern LONG = Pattern.compile("\\d{7,}(?!\\.\\d|,\\d)|0\\d+(?!\\.\\d)");
  private static final Pattern CODE =
      Pattern.compile("\\d{3,}(?!\\d|[.,:/]\\d|\\s?[%₪$€]| ש\"ח| שקל)");
  private static final String CODE_NOUNS =
      "(?:קריאה|קריאת שירות|שירות|חבילה|הזמנתך|הזמנתכם|פנייתך|פנייתכם|קוד|סיסמה|סיסמא|אסמכתא|אישור|הזמנה|תיק|פנייה|פניה|ת\"ז|זהות|מיקוד|ח\"פ"
          + "|שלוחה|כרטיס|טיסה|חשבון|רכב|רישוי|דרכון|פוליסה|משלוח|מעקב|שובר|קופון|אימות|PIN|"
          + "חשבונית|קבלה|לקוח|ת\"ד|דואר|מסתיים|מסתיימת|נגמר|ספרות|הקישו|הקישי|הקש|להקיש)";
  private static final Pattern NOUN_NEXT = Pattern.compile(" ([\\p{L}\"']{2,20})");
  private static final Pattern CODE_WORD = Pattern.compile("[ובמהלכש]{0,3}" + CODE_NOUNS);
  private static final Pattern NUMBER_WORD =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:מספר|מס'|שמספר[הו]|הוא|היא|הן|הם|שלך|שלכם|שלי|שלנו|בנק|כניסה|הכניסה|לשער|לדלת|הפעלה|ההפעלה|זיהוי|הזיהוי|סודי|אישי|האימות|האחרונות|הראשונות)");
  private static final Pattern LAST_DIGITS =
      Pattern.compile("ה?ספרות\\sה?(?:אחרונות|ראשונות)(?:\\s(?:הן|של[א-ת\\s]{1,20})|:)[: ]{0,2}$");
  private static final Pattern NAMED_CODE =
      Pattern.compile(
          "(?<![א-ת])[ובמהלכש]{0,3}(?:קוד|סיסמת|סיסמה|סיסמא|אסמכתא|(?:מספר|מס') ה?"
              + CODE_NOUNS
              + ")(?![א-ת])(?: [א-ת\"']{2,12}|\\sPIN){0,4}"
              + "(?: (?:הוא|היא|הינו|זה)[: ]{0,2}|: ?)$");
  private static final Pattern DOTTED_CODE_WORD =
      Pattern.compile("(?<![א-ת])[ובמהלכש]{0,3}(?:ת\\.ד|ת\\.ז|ח\\.פ)\\.?:? $");
  private static final Pattern NUMBER_NOUN = Pattern.compile("[ובמהלכש]{0,3}(?:מספר|מס')");
  private static final Pattern WORD_NEXT = Pattern.compile(" [א-ת]");
  private static final int MANY = 1000;
  private static final int GROUP = 3;
  private static final int LONG_GROUP = 5;

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.isDigit(place.text().codePointAt(place.at()))) {
      return null;
    }
    Matcher dotted = place.matcher(DOTTED);
    if (dotted.lookingAt()) {
      return new Replacement(inParts(dotted.group()), dotted.end());
    }
    for (Pattern pattern : List.of(GROUPS, SPACED, LONG)) {
      Matcher digits = place.matcher(pattern);
      if (digits.lookingAt()) {
        return new Replacement(inGroups(digits.group()), digits.end());
      }
    }
    Matcher two = place.matcher(CODE_IN_TWO);
    if (two.lookingAt() && followsCodeWord(place)) {
      return new Replacement(inGroups(two.group()), two.end());
    }
    Matcher code = place.matcher(CODE);
    return code.lookingAt()
            && !counts(place, code.end())
            && (followsCodeWord(place)
                || code.group().length() >= LONG_GROUP
                    && NUMBER_NOUN.matcher(place.wordBefore()).matches()
                    && (code.group().length() > LONG_GROUP
                        || !place.follows(code.end(), WORD_NEXT)))
        ? new Replacement(inGroups(code.group()), code.end())
        : null;
  }

  /// Whether a number is followed by what it counts, and so is no code: חבילה של 500 דקות.
  private static boolean counts(TextPosition place, int end) {
    Matcher noun = place.matcher(NOUN_NEXT, end);
    return noun.lookingAt() && CountedNouns.afterNumber(MANY, noun.group(1)).isPresent();
  }

  /// A version, or an address of a machine.
  private static String inParts(String dotted) {
    return Arrays.stream(dotted.split("\\."))
        .map(HebrewNumbers::digits)
        .collect(Collectors.joining(" נקודה "));
  }

  /// Whether what is at a place is a code or an identifier, by the words before it.
  static boolean followsCodeWord(TextPosition place) {
    String before = place.wordBefore();
    if (place.prefix().endsWith("ה")) {
      return false;
    }
    return place.isPrecededBy(LAST_DIGITS)
        || place.isPrecededBy(NAMED_CODE)
        || place.isPrecededBy(DOTTED_CODE_WORD)
        || CODE_WORD.matcher(before).matches()
        || NUMBER_WORD.matcher(before).matches()
            && CODE_WORD.matcher(place.secondWordBefore()).matches();
  }

  /// Digits with a pause after each group of the text; without groups, after each third digit.
  static String inGroups(String written) {
    var groups = new ArrayList<String>(Arrays.asList(written.split("[^0-9]+")));
    groups.removeIf(String::isEmpty);
    boolean whole = groups.size() == 1;
    return groups.stream()
        .flatMap(
            group -> whole || group.length() > LONG_GROUP ? cut(group).stream() : Stream.of(group))
        .map(HebrewNumbers::digits)
        .collect(Collectors.joining(", "));
  }

  /// Digits of a code: with pauses only when they are many.
  static String inLongGroups(String digits) {
    return digits.length() > LONG_GROUP ? inGroups(digits) : HebrewNumbers.digits(digits);
  }

  /// A single digit that is left over goes with the last group.
  private static List<String> cut(String digits) {
    var groups = new ArrayList<String>();
    int at = 0;
    while (digits.length() - at > GROUP + 1) {
      groups.add(digits.substring(at, at + GROUP));
      at += GROUP;
    }
    groups.add(digits.substring(at));
    return groups;
  }
}
