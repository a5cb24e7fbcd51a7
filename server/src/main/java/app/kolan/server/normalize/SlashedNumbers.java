package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Two numbers with a slash between that could be a day of the calendar and are none: a house and a
/// flat, as in ויצמן 7/3, and 24/7.
final class SlashedNumbers implements NormalizationRule {
  private static final Pattern ALWAYS_OPEN = Pattern.compile("24/7(?!\\d|[/.]\\d)");
  private static final Pattern HOUSE_AND_FLAT =
      Pattern.compile("(\\d{1,3})/(\\d{1,3})(?![\\d/]|[.,:]\\d)");
  private static final Pattern STREET =
      Pattern.compile(
          "(?:^|[\\s,:(])[ובמהלכש]{0,2}(?:רח'|רחוב|שד'|שדרות|שדרת|דרך|סמטת|סמטה|כיכר|כתובת|הכתובת"
              + "|כתובתנו|הכתובת שלנו|גר|גרה|גרים|גרות)(?:[ :,][^.!?\\d]{0,40})?$");
  private static final Pattern PLACE_NEXT =
      Pattern.compile(
          ",? ?(?:דירה|קומה|כניסה|בניין|תל[- ]אביב|ירושלים|חיפה|[א-ת]{1,4}\"[א-ת](?![א-ת]))");
  private static final Pattern EVENT =
      Pattern.compile("[ובמהלכש]{0,3}(?:פגישה|תור|מועד|אירוע|ביקור|טיפול|בדיקה|חתונה|מסיבה|קורס)");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Matcher always = place.matcher(ALWAYS_OPEN);
    if (always.lookingAt() && !Dates.leadsToDay(place)) {
      return new Replacement("עשרים וארבע שבע", always.end());
    }
    Matcher houseAndFlat = place.matcher(HOUSE_AND_FLAT);
    if (houseAndFlat.lookingAt() && isHouseAndFlat(place, houseAndFlat.end())) {
      return new Replacement(
          number(houseAndFlat.group(1)) + " דירה " + number(houseAndFlat.group(2)),
          houseAndFlat.end());
    }
    return null;
  }

  /// Whether two numbers with a slash are a house and a flat, as in ויצמן 7/3.
  static boolean isHouseAndFlat(TextPosition place, int end) {
    return place.isPrecededBy(STREET)
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
