package app.kolan.server.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Digits that are not a number, read one by one: they are long, begin with a zero, come in several
/// groups, or follow a word like קוד.
final class DigitStrings implements NormalizationRule {
  private static final Pattern GROUPS = Pattern.compile("\\d{1,30}(?:-\\d{1,30}){2,9}(?!-?\\d)");
  private static final Pattern DOTTED = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){2,9}(?!\\.?\\d)");
  private static final Pattern LONG = Pattern.compile("\\d{7,}(?!\\.\\d|,\\d)|0\\d+(?!\\.\\d)");
  private static final Pattern CODE = Pattern.compile("\\d{3,}(?!\\d|[.,:/]\\d|%)");
  private static final Pattern CODE_WORD =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:קוד|סיסמה|סיסמא|אסמכתא|אישור|הזמנה|תיק|פנייה|פניה|ת\"ז|זהות|מיקוד|ח\"פ"
              + "|שלוחה|כרטיס|חשבונית|קבלה|לקוח|ת\"ד|דואר|מסתיים|מסתיימת|נגמר|ספרות)");
  private static final Pattern NUMBER_WORD =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:מספר|מס'|שמספר[הו]|הוא|היא|הן|הם|שלך|שלכם|שלי|שלנו|האחרונות|הראשונות)");
  private static final Pattern LAST_DIGITS =
      Pattern.compile("ה?ספרות\\s(?:האחרונות|הראשונות)\\s(?:הן|של[א-ת\\s]{1,20})[: ]{0,2}$");
  private static final int GROUP = 3;

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.isDigit(place.text().codePointAt(place.at()))) {
      return null;
    }
    Matcher dotted = place.matcher(DOTTED);
    if (dotted.lookingAt()) {
      return new Replacement(inParts(dotted.group()), dotted.end());
    }
    for (Pattern pattern : List.of(GROUPS, LONG)) {
      Matcher digits = place.matcher(pattern);
      if (digits.lookingAt()) {
        return new Replacement(inGroups(digits.group()), digits.end());
      }
    }
    Matcher code = place.matcher(CODE);
    return code.lookingAt() && followsCodeWord(place)
        ? new Replacement(inGroups(code.group()), code.end())
        : null;
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
        || CODE_WORD.matcher(before).matches()
        || NUMBER_WORD.matcher(before).matches()
            && CODE_WORD.matcher(place.secondWordBefore()).matches();
  }

  /// Digits with a pause after each group of the text; without groups, after each third digit.
  static String inGroups(String written) {
    List<String> groups = new ArrayList<>(Arrays.asList(written.split("[^0-9]+")));
    groups.removeIf(String::isEmpty);
    if (groups.size() == 1) {
      groups = cut(groups.getFirst());
    }
    return groups.stream().map(HebrewNumbers::digits).collect(Collectors.joining(", "));
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
