package app.kolan.server.normalize;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Single symbols that are read aloud, and slashes and dashes between words.
final class Symbols implements NormalizationRule {
  private static final Pattern NEGATIVE = Pattern.compile("-(?=\\d)");
  private static final Pattern DASH = Pattern.compile("[-–—→]+");
  private static final Pattern SLASH = Pattern.compile("/(?=\\p{L})");
  private static final Pattern KEY_NAMED =
      Pattern.compile("(?:כוכבית|סולמית|star|pound)[ (\"']{0,3}$");
  private static final Pattern NUMBER_NAMED = Pattern.compile("(?:מספר|מס'|number)[ :]{0,2}$");
  private static final Pattern DIGIT_BEFORE = Pattern.compile("\\d ?$");
  private static final Pattern DIGIT_NEXT = Pattern.compile(" ?\\d");
  private static final Pattern NUMBER_SIGN = Pattern.compile("#(?=\\d)");

  private static final Map<Integer, String> HEBREW =
      Map.ofEntries(
          Map.entry((int) '≤', " עד "),
          Map.entry((int) '≥', " לפחות "),
          Map.entry((int) '≈', " בערך "),
          Map.entry((int) '±', " פלוס מינוס "),
          Map.entry((int) '§', " סעיף "),
          Map.entry((int) '²', " בריבוע "),
          Map.entry((int) '³', " בשלישית "),
          Map.entry((int) '%', " אחוז "),
          Map.entry((int) '₪', " שקלים "),
          Map.entry((int) '$', " דולר "),
          Map.entry((int) '€', " אירו "),
          Map.entry((int) '£', " פאונד "),
          Map.entry((int) '@', " שטרודל "),
          Map.entry((int) '&', " אנד "),
          Map.entry((int) '+', " פלוס "),
          Map.entry((int) '=', " שווה "),
          Map.entry((int) '×', " כפול "),
          Map.entry((int) '÷', " חלקי "),
          Map.entry((int) '½', " חצי "),
          Map.entry((int) '¼', " רבע "),
          Map.entry((int) '¾', " שלושת רבעי "),
          Map.entry((int) '°', " מעלות "));
  private static final Map<Integer, String> ENGLISH =
      Map.ofEntries(
          Map.entry((int) '≤', " at most "),
          Map.entry((int) '≥', " at least "),
          Map.entry((int) '≈', " about "),
          Map.entry((int) '±', " plus or minus "),
          Map.entry((int) '§', " section "),
          Map.entry((int) '²', " squared "),
          Map.entry((int) '³', " cubed "),
          Map.entry((int) '%', " percent "),
          Map.entry((int) '₪', " shekels "),
          Map.entry((int) '$', " dollars "),
          Map.entry((int) '€', " euros "),
          Map.entry((int) '£', " pounds "),
          Map.entry((int) '@', " at "),
          Map.entry((int) '&', " and "),
          Map.entry((int) '+', " plus "),
          Map.entry((int) '=', " equals "),
          Map.entry((int) '×', " times "),
          Map.entry((int) '÷', " divided by "),
          Map.entry((int) '½', " a half "),
          Map.entry((int) '¼', " a quarter "),
          Map.entry((int) '¾', " three quarters "),
          Map.entry((int) '°', " degrees "));
  private static final String PAUSES = "()[]{}|•";
  private static final String SPACES = "#*_/\\<>^~`\"";

  private final Map<Integer, String> words;
  private final String minus;
  private final String or;
  private final String slash;
  private final String number;
  private final String times;
  private final String below;
  private final String power;
  private final String above;
  private final String pound;
  private final String star;

  Symbols(SpokenLanguage language) {
    boolean hebrew = language == SpokenLanguage.HEBREW;
    this.words = hebrew ? HEBREW : ENGLISH;
    this.minus = hebrew ? " מינוס " : " minus ";
    this.or = hebrew ? " או " : " or ";
    this.slash = hebrew ? " לוכסן " : " slash ";
    this.number = hebrew ? " מספר " : " number ";
    this.power = hebrew ? " בחזקת " : " to the power of ";
    this.below = hebrew ? " עד " : " under ";
    this.above = hebrew ? " מעל " : " over ";
    this.times = hebrew ? " כפול " : " times ";
    this.pound = hebrew ? " סולמית " : " pound ";
    this.star = hebrew ? " כוכבית " : " star ";
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    String text = place.text();
    int at = place.at();
    int sign = text.codePointAt(at);
    if (Letters.isOfWordOrDigit(sign)) {
      return null;
    }
    int before = at == 0 ? ' ' : text.codePointBefore(at);
    int next = at + Character.charCount(sign);
    int after = next < text.length() ? text.codePointAt(next) : ' ';
    Replacement dash = dash(place, before, after);
    if (dash != null) {
      return dash;
    }
    if (sign == '/' && Letters.isOfWord(before)) {
      return place.follows(at, SLASH) ? new Replacement(or, next) : new Replacement(" ", next);
    }
    if (sign == '*' && place.isPrecededBy(DIGIT_BEFORE) && place.follows(next, DIGIT_NEXT)) {
      return new Replacement(times, next);
    }
    if ((sign == '#' || sign == '*') && isKey(place, before, after)) {
      String key = sign == '#' ? this.pound : this.star;
      if (!place.prefix().isEmpty()) {
        return new Replacement(key.strip(), next);
      }
      return new Replacement(place.isPrecededBy(KEY_NAMED) ? " " : key, next);
    }
    if (sign == '#' && place.follows(at, NUMBER_SIGN)) {
      return new Replacement(place.isPrecededBy(NUMBER_NAMED) ? " " : number, next);
    }
    if ((sign == '<' || sign == '>') && place.follows(next, DIGIT_NEXT)) {
      return new Replacement(sign == '<' ? below : above, next);
    }
    if (sign == '^' && Letters.isOfWordOrDigit(before) && Letters.isOfWordOrDigit(after)) {
      return new Replacement(power, next);
    }
    if (sign == '/' && Letters.isDigit(before) && Letters.isDigit(after)) {
      return new Replacement(slash, next);
    }
    if (sign == ':' && Letters.isDigit(before) && Letters.isDigit(after)) {
      return new Replacement(" ", next);
    }
    String word = words.get(sign);
    if (word != null) {
      return new Replacement(word, next);
    }
    if (PAUSES.indexOf(sign) >= 0) {
      return new Replacement(", ", next);
    }
    return SPACES.indexOf(sign) >= 0 ? new Replacement(" ", next) : null;
  }

  /// Whether a sign that stands alone is a key of the telephone.
  private static boolean isKey(TextPosition place, int before, int after) {
    boolean alone =
        (Character.isWhitespace(before) || "(\"'".indexOf(before) >= 0 || !place.prefix().isEmpty())
            && !Letters.isOfWordOrDigit(after)
            && "#*=_~".indexOf(after) < 0;
    return alone && place.at() > 0;
  }

  /// A dash that joins two words stays; one before a number is a minus; others are pauses.
  private @Nullable Replacement dash(TextPosition place, int before, int after) {
    Matcher dash = place.matcher(DASH);
    if (!dash.lookingAt()) {
      return null;
    }
    boolean joins = Letters.isOfWord(before) && Letters.isOfWord(after);
    if (joins && dash.group().equals("-")) {
      return null;
    }
    if ((Character.isWhitespace(before) || before == '(') && place.follows(place.at(), NEGATIVE)) {
      return new Replacement(minus, dash.end());
    }
    boolean tight = Letters.isOfWordOrDigit(before) && Letters.isOfWordOrDigit(after);
    return new Replacement(tight && dash.group().equals("-") ? " " : ", ", dash.end());
  }
}
