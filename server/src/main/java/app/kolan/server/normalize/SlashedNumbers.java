package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Two numbers with a slash between that could be a day of the calendar and are none: a house and a
/// flat, as in ויצמן 7/3, an eyesight of 6/6, a mark of 9/10, and 24/7. And several to choose from:
/// 180/220/260 ₪.
final class SlashedNumbers implements NormalizationRule {
  private static final Pattern ALWAYS_OPEN = Pattern.compile("24/([67])(/365)?(?!\\d|[/.]\\d)");
  private static final Pattern SERVICE =
      Pattern.compile(
          "[ובמהלכש]{0,2}(?:שירות|מענה|מוקד|פתוח|פתוחה|פתוחים|זמין|זמינה|זמינים|עובדים)");
  private static final Pattern OUT_OF = Pattern.compile("(\\d{1,2}\\.\\d)/(\\d{1,3})(?![\\d/.])");
  private static final Pattern YEARS =
      Pattern.compile("((?:19|20)\\d{2})/((?:19|20)?\\d{2})(?![\\d/])");
  private static final Pattern PAIR = Pattern.compile("(\\d{1,3})/(\\d{1,3})(?![\\d/])");
  private static final Pattern EYESIGHT_WORD =
      Pattern.compile("[ובמהלכש]{0,3}(?:ראייה|ראיה|ראות|יחס)");
  private static final Pattern SCORE_WORD =
      Pattern.compile("(?:ציון|דירוג|דורג|דורגנו|חלק|תשלום|שלב)(?: של| הוא)?[: ]{1,2}$");
  private static final Pattern HOUSE_AND_FLAT =
      Pattern.compile("(\\d{1,3})( [א-ו])?/(\\d{1,3})(?![\\d/]|[.,:]\\d)");
  private static final Pattern STREET =
      Pattern.compile(
          "(?:^|[\\s,:(])[ובמהלכש]{0,2}(?:רח'|רחוב|שד'|שדרות|שדרת|דרך|סמטת|סמטה|כיכר|כתובת|הכתובת"
              + "|כתובתנו|הכתובת שלנו|גר|גרה|גרים|גרות)(?:[ :,][^.!?\\d]{0,40})?$");

  /// Streets that nearly every town has.
  private static final Pattern STREET_NAME =
      Pattern.compile(
          "(?:^|[\\s,:(])[במל]?(?:הרצל|ויצמן|וייצמן|בן[- ]גוריון|ז'בוטינסקי|ביאליק|אלנבי|דיזנגוף|רוטשילד"
              + "|סוקולוב|ארלוזורוב|בן[- ]יהודה|הירקון|אחוזה|בגין|העצמאות|אבן גבירול|קפלן|הנביאים|יפו"
              + "|בלפור|הלל|שנקין|נורדאו|ירושלים|הגפן|הזית|האלון|הברוש|הרימון|החרצית|אוסישקין) $");

  private static final Pattern PLACE_NEXT =
      Pattern.compile(
          ",? ?(?:דירה|קומה|כניסה|בניין|תל[- ]אביב|ירושלים|חיפה|חולון|רמת גן|גבעתיים"
              + "|פתח[- ]תקווה|ראשון לציון|נתניה|אשדוד|אשקלון|באר שבע|בני ברק|בת ים|הרצליה|כפר סבא|רעננה"
              + "|רחובות|מודיעין|רמלה|לוד|נהריה|עכו|טבריה|צפת|אילת|עפולה|כרמיאל|חדרה|הוד השרון|קריית|נס ציונה|[א-ת]{1,4}\"[א-ת](?![א-ת]))");
  private static final Pattern CHOICES =
      Pattern.compile("[1-9]\\d{0,4}(?:/[1-9]\\d{0,4}){1,5}(?![\\d/]|[.,:]\\d)");
  private static final Pattern DAY =
      Pattern.compile("(?:[12]?\\d|3[01])/(?:\\d|1[0-2])/(?:\\d{2}|\\d{4})");
  private static final Pattern CURRENCY_NEXT =
      Pattern.compile("\\s?(?:[₪$€]|ש\"ח|שח|שקל|דולר|אירו)");
  private static final Quantities QUANTITIES = new Quantities();

  private static final Pattern FLAT_NEXT = Pattern.compile(",? ?דירה");
  private static final Pattern NUMBERED_FLAT_NEXT =
      Pattern.compile("[^.!?\\n\\d]{0,12}דירה (?:מספר |מס' )?\\d");
  private static final Pattern ENTRANCE_NEXT = Pattern.compile(",? ?כניסה");
  private static final Pattern EVENT =
      Pattern.compile("[ובמהלכש]{0,3}(?:פגישה|תור|מועד|אירוע|ביקור|טיפול|בדיקה|חתונה|מסיבה|קורס)");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Matcher always = place.matcher(ALWAYS_OPEN);
    if (always.lookingAt()
        && !Dates.leadsToDay(place)
        && (always.group(1).equals("7") || SERVICE.matcher(place.wordBefore()).matches())) {
      String year = always.group(2) == null ? "" : " " + number("365");
      return new Replacement("עשרים וארבע " + number(always.group(1)) + year, always.end());
    }
    Matcher outOf = place.matcher(OUT_OF);
    if (outOf.lookingAt()) {
      return new Replacement(
          Amount.of(outOf.group(1)).alone(Gender.FEMININE) + " מתוך " + number(outOf.group(2)),
          outOf.end());
    }
    Matcher years = place.matcher(YEARS);
    if (years.lookingAt()) {
      return new Replacement(number(years.group(1)) + " " + number(years.group(2)), years.end());
    }
    Matcher pair = place.matcher(PAIR);
    if (pair.lookingAt() && EYESIGHT_WORD.matcher(place.wordBefore()).matches()) {
      return new Replacement(number(pair.group(1)) + " " + number(pair.group(2)), pair.end());
    }
    if (pair.lookingAt() && place.isPrecededBy(SCORE_WORD)) {
      return new Replacement(number(pair.group(1)) + " מתוך " + number(pair.group(2)), pair.end());
    }
    Matcher houseAndFlat = place.matcher(HOUSE_AND_FLAT);
    if (houseAndFlat.lookingAt() && isHouseAndFlat(place, houseAndFlat.end())) {
      String letter = houseAndFlat.group(2) == null ? "" : houseAndFlat.group(2);
      return new Replacement(
          number(houseAndFlat.group(1))
              + letter
              + second(place, houseAndFlat.end())
              + number(houseAndFlat.group(3)),
          houseAndFlat.end());
    }
    Matcher choices = place.matcher(CHOICES);
    return choices.lookingAt() && areChoices(place, choices) ? choices(place, choices) : null;
  }

  /// What the second number is: the flat, or the entrance where a flat has a number behind it.
  private static String second(TextPosition place, int end) {
    boolean numbered = place.follows(end, NUMBERED_FLAT_NEXT);
    if (numbered && !place.follows(end, ENTRANCE_NEXT)) {
      return " כניסה ";
    }
    return numbered || place.follows(end, FLAT_NEXT) ? " חלקי " : " דירה ";
  }

  /// Whether numbers are several to choose from: three and more that are no date, or two prices.
  private static boolean areChoices(TextPosition place, Matcher numbers) {
    String[] each = numbers.group().split("/", -1);
    return each.length > 2
        ? !DAY.matcher(numbers.group()).matches()
        : each[0].length() > 1
            && each[1].length() > 1
            && place.follows(numbers.end(), CURRENCY_NEXT);
  }

  private static Replacement choices(TextPosition place, Matcher numbers) {
    String[] each = numbers.group().split("/", -1);
    int last = each.length - 1;
    Gender gender = Quantities.genderAfter(Amount.of(each[last]), numbers.end(), place);
    var said = new StringBuilder();
    for (int i = 0; i < last; i++) {
      said.append(i == 0 ? "" : ", ");
      said.append(HebrewNumbers.cardinal(Long.parseLong(each[i]), gender));
    }
    int lastAt = numbers.end() - each[last].length();
    Replacement whole = QUANTITIES.at(new TextPosition(place.text(), lastAt, ""));
    return whole == null
        ? new Replacement(
            said + " או " + HebrewNumbers.cardinal(Long.parseLong(each[last]), gender),
            numbers.end())
        : new Replacement(said + " או " + whole.words(), whole.end());
  }

  /// Whether two numbers with a slash are a house and a flat, as in ויצמן 7/3.
  static boolean isHouseAndFlat(TextPosition place, int end) {
    return place.isPrecededBy(STREET)
        || place.prefix().isEmpty() && place.isPrecededBy(STREET_NAME)
        || place.prefix().isEmpty()
            && !place.wordBefore().isEmpty()
            && !Dates.leadsToDay(place)
            && !EVENT.matcher(place.wordBefore()).matches()
            && place.follows(end, PLACE_NEXT);
  }

  private static String number(String digits) {
    return HebrewNumbers.cardinal(Long.parseLong(digits), Gender.FEMININE);
  }
}
