package app.kolan.server.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates, and days of a month: 21.11.2026 is עשרים ואחד בנובמבר אלפיים עשרים ושש.
///
/// A day and a month with a slash are a date whenever the calendar has that day. With a dot they
/// may be a fraction as well, and are a date only after a word or letter that leads to a day.
final class Dates implements NormalizationRule {
  private static final List<String> MONTHS =
      List.of(
          "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
          "נובמבר", "דצמבר");
  private static final String AMOUNTS =
      "[%₪$€£°]|אחוז|שקל|ש\"ח|מיליון|מיליארד|אלף|ק\"|קילו|מטר|דולר|שעות|דקות|אירו|ליטר|טון|דונם|ס\"מ|מ'|ל'|נקודות|מעלות";
  private static final Pattern ISO =
      Pattern.compile("((?:19|20)\\d{2})-(\\d{2})-(\\d{2})(?:T(?=\\d{2}:)|(?![\\d-]))");
  private static final Pattern FULL =
      Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?!\\d|[./]\\d)");
  private static final Pattern EXPIRY = Pattern.compile("(0[1-9]|1[0-2])/(\\d{2})(?![\\d/])");
  private static final Pattern EXPIRY_WORD =
      Pattern.compile("תוקף(?: ה?כרטיס)?(?: עד| הוא)?[: ]{1,2}$");
  private static final Pattern MONTH_OF_YEAR =
      Pattern.compile("(?<!\\d[./])(0?[1-9]|1[0-2])[./]((?:19|20)\\d{2})(?!\\d|[./,]\\d)");
  private static final Pattern DAY_MONTH =
      Pattern.compile("(\\d{1,2})([./])(\\d{1,2})(?![\\d]|[./:,]\\d)");
  private static final Pattern DAYS_OF_MONTH =
      Pattern.compile("(\\d{1,2})\\s?[-–]\\s?(\\d{1,2})([./])(\\d{1,2})(?![\\d]|[./]\\d)");
  private static final Pattern TO_DATE = Pattern.compile("\\s?[-–]\\s?(?=\\d{1,2}[./]\\d{1,2})");
  private static final Pattern NUMBERED =
      Pattern.compile("[ובמהלכש]{0,3}(?:סעיף|תקנה|פסקה|דגם|כרך|תיק)");
  private static final Pattern OTHER_DATE_NEXT =
      Pattern.compile(
          " ?(?:(?:ועד|עד) ?-? ?ה?-?\\d{1,2}[./]\\d{1,2}|ל-? ?(?:\\d{2}\\.\\d{1,2}|\\d\\.\\d{2}))(?![\\d]|[./:,]\\d)(?!"
              + " ?(?:"
              + AMOUNTS
              + "|מעלות|נקודות|ליטר))");
  private static final Pattern OTHER_DATE_BEFORE =
      Pattern.compile("(?:בין|מ-?|מה-?) ?\\d{1,2}[./]\\d{1,2} ?ו?$");
  private static final Pattern DATE_WITH_ARTICLE_BEFORE =
      Pattern.compile("(?<![א-ת])(?:בין ה|מה)-?\\d{1,2}[./]\\d{1,2} $");
  private static final Pattern TO_FULL_DATE =
      Pattern.compile("\\s?[-–]\\s?\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4}|\\d{2})(?!\\d|\\.\\d)");
  private static final Pattern FALLING =
      Pattern.compile(
          "(\\d{1,2})\\.(\\d{1,2})\\s?[-–]\\s?(\\d{1,2})\\.(\\d{1,2})(?!\\d|[.,:/]\\d)");
  private static final Pattern HOUR_NEXT =
      Pattern.compile(",? ?(?:ו?בשעה|בין השעות|משעה|החל מ|[במל]?-?\\d{1,2}:\\d{2})");
  private static final Pattern SPAN =
      Pattern.compile(
          "\\d{1,2}\\.(?:0\\d|1[0-2])\\s?[-–]\\s?\\d{1,2}\\.(?:0\\d|1[0-2])(?!\\d|[.,:/]\\d)");
  private static final Pattern DAY_IN_WORDS =
      Pattern.compile(
          "(\\d{1,2})(?:\\s?[-–]\\s?(\\d{1,2}))?(?=\\s(?:[בל]?(?:"
              + String.join("|", MONTHS)
              + "|מרס)|ב(?:תשרי|חשוון|חשון|כסלו|טבת|שבט|אדר|ניסן|אייר|סיוון|סיון|תמוז|אב|אלול)"
              + "|לחודש|בחודש|לכל חודש|בכל חודש)(?!\\p{L}))");
  private static final Pattern DAY_BEFORE_OTHER =
      Pattern.compile(
          "(\\d{1,2})(?=(?:(?:, (?:ב-?)?| (?:ל-?|עד ה?-?|ועד ה?-?|ו[בה]?-?|או (?:ב-?)?)(?:ה-?)?)\\d{1,2}){1,4}"
              + " ב(?:"
              + String.join("|", MONTHS)
              + "|מרס|חודש|כל חודש)(?!\\p{L}))");
  private static final Pattern DAY_WORD =
      Pattern.compile(
          "[ובמהלכש]{0,2}(?:תאריך|תאריכים|ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת|עד|יום|מיום|היום|מחר)"
              + "|[א-ו]'");
  private static final Pattern APPOINTED =
      Pattern.compile(
          "[ובמהלכש]{0,2}(?:תור|תורך|תורכם|פגישה|ביקור|בדיקה|נקבע|נקבעה|נקבעו|נדחה|נדחתה|הוקדם|הוקדמה"
              + "|הועבר|הועברה|קבעתי|קבענו|הזמנתי|נרשם|נרשמה|נרשמתם|מוזמן|מוזמנת|מוזמנים|עבר|עברה)");
  private static final Pattern LISTED =
      Pattern.compile(
          "(?:תאריך|תאריכים|תאריכי|מועד|מועדים|מועדי)(?: [א-ת]{2,12}){0,3}:?"
              + "(?:,? ?ו?-?\\d{1,2}\\.\\d{1,2}){0,6},? ?ו?-?$");
  private static final Pattern AMOUNT = Pattern.compile("\\s?(?:" + AMOUNTS + ")");
  private static final Pattern PART =
      Pattern.compile("\\s(?:(?:" + Ratios.MEASURES + ")(?!\\p{L})|מה|מכל|מן|מתוך|של ה)");
  private static final int CENTURY = 2000;

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Character.isDigit(place.text().codePointAt(place.at()))) {
      return null;
    }
    Replacement first = single(place, false);
    if (first == null) {
      return null;
    }
    Matcher to = place.matcher(TO_DATE, first.end());
    if (to.lookingAt()) {
      Replacement last = single(new TextPosition(place.text(), to.end(), ""), true);
      if (last != null) {
        return new Replacement(first.words() + place.joint() + last.words(), last.end());
      }
    }
    return first;
  }

  private static @Nullable Replacement single(TextPosition place, boolean surely) {
    Matcher iso = place.matcher(ISO);
    if (iso.lookingAt()) {
      String pause = iso.group().endsWith("T") ? ", בשעה " : "";
      return date(iso.group(3), iso.group(2), iso.group(1), pause, iso.end(), place);
    }
    Matcher full = place.matcher(FULL);
    if (full.lookingAt()) {
      return date(full.group(1), full.group(3), full.group(4), "", full.end(), place);
    }
    Matcher expiry = place.matcher(EXPIRY);
    if (expiry.lookingAt() && place.isPrecededBy(EXPIRY_WORD)) {
      return month(expiry.group(1), CENTURY + Integer.parseInt(expiry.group(2)), expiry.end());
    }
    Matcher month = place.matcher(MONTH_OF_YEAR);
    if (month.lookingAt() && !place.follows(month.end(), AMOUNT)) {
      return month(month.group(1), Integer.parseInt(month.group(2)), month.end());
    }
    Matcher days = place.matcher(DAYS_OF_MONTH);
    if (days.lookingAt() && isDate(days, 3, days.end(), place, surely)) {
      Replacement last = date(days.group(2), days.group(4), null, "", days.end(), place);
      int from = Integer.parseInt(days.group(1));
      if (last != null && from > 0 && from < Integer.parseInt(days.group(2))) {
        return new Replacement(day(from) + " עד " + last.words(), last.end());
      }
    }
    Matcher dayMonth = place.matcher(DAY_MONTH);
    if (dayMonth.lookingAt() && isDate(dayMonth, 2, dayMonth.end(), place, surely)) {
      return date(dayMonth.group(1), dayMonth.group(3), null, "", dayMonth.end(), place);
    }
    return inWords(place);
  }

  private static Replacement month(String month, int year, int end) {
    return new Replacement(
        MONTHS.get(Integer.parseInt(month) - 1)
            + " "
            + HebrewNumbers.cardinal(year, Gender.FEMININE),
        end);
  }

  private static boolean isDate(
      Matcher found, int markGroup, int end, TextPosition place, boolean surely) {
    String mark = found.group(markGroup);
    boolean longMonth = found.group(markGroup + 1).length() == 2;
    if (place.follows(end, AMOUNT)) {
      return false;
    }
    if (mark.equals("/")) {
      return !place.follows(end, PART)
          && !SlashedNumbers.isHouseAndFlat(place, end)
          && !NUMBERED.matcher(place.wordBefore()).matches();
    }
    Matcher span = place.matcher(SPAN);
    boolean spans = span.lookingAt() && !place.follows(span.end(), AMOUNT);
    return surely
        || spans
        || falls(place)
        || place.prefix().matches("[למ]") && APPOINTED.matcher(place.wordBefore()).matches()
        || place.matcher(TO_FULL_DATE, end).lookingAt()
        || place.prefix().endsWith("ל") && place.isPrecededBy(DATE_WITH_ARTICLE_BEFORE)
        || leadsToDay(place)
        || place.isPrecededBy(LISTED)
        || place.prefix().equals("מ") && place.wordBefore().equals("החל")
        || place.follows(end, HOUR_NEXT)
        || (place.prefix().endsWith("מ") || place.wordBefore().equals("בין"))
            && place.follows(end, OTHER_DATE_NEXT)
        || place.prefix().endsWith("ל")
            && found.group().length() > "1.1".length()
            && place.isPrecededBy(OTHER_DATE_BEFORE)
        || longMonth && place.prefix().endsWith("ל");
  }

  /// Whether a range begins here whose second number is the smaller one, as only dates have it.
  private static boolean falls(TextPosition place) {
    Matcher range = place.matcher(FALLING);
    if (!range.lookingAt() || place.follows(range.end(), AMOUNT)) {
      return false;
    }
    int from = Integer.parseInt(range.group(1));
    int to = Integer.parseInt(range.group(3));
    int fromMonth = Integer.parseInt(range.group(2));
    return from > to && from <= 31 && fromMonth < Integer.parseInt(range.group(4));
  }

  /// Whether the word or letter before leads to a day: ביום שני, ב-, עד.
  static boolean leadsToDay(TextPosition place) {
    return place.prefix().endsWith("ב")
        || place.prefix().endsWith("ה")
        || DAY_WORD.matcher(place.wordBeforeComma()).matches();
  }

  private static @Nullable Replacement date(
      String day, String month, @Nullable String year, String after, int end, TextPosition place) {
    int inYear = year == null ? CENTURY : Integer.parseInt(year);
    int fullYear = year != null && year.length() == 2 ? CENTURY + inYear : inYear;
    try {
      LocalDate date = LocalDate.of(fullYear, Integer.parseInt(month), Integer.parseInt(day));
      String words =
          dayAfter(place.prefix(), date.getDayOfMonth())
              + " ב"
              + MONTHS.get(date.getMonthValue() - 1);
      String ofYear = year == null ? "" : " " + HebrewNumbers.cardinal(fullYear, Gender.FEMININE);
      return new Replacement(words + ofYear + after, end);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Replacement inWords(TextPosition place) {
    Matcher other = place.matcher(DAY_BEFORE_OTHER);
    if (other.lookingAt() && !place.wordBefore().endsWith("שעה")) {
      return new Replacement(
          dayAfter(place.prefix(), Integer.parseInt(other.group(1))), other.end());
    }
    Matcher found = place.matcher(DAY_IN_WORDS);
    if (!found.lookingAt()) {
      return null;
    }
    String from = dayAfter(place.prefix(), Integer.parseInt(found.group(1)));
    String to = found.group(2) == null ? "" : " עד " + day(Integer.parseInt(found.group(2)));
    return new Replacement(from + to, found.end());
  }

  /// The first of a month has a name of its own when it has the article.
  private static String dayAfter(String prefix, int day) {
    return prefix.endsWith("ה") && day == 1 ? "ראשון" : day(day);
  }

  private static String day(int day) {
    return HebrewNumbers.cardinal(day, Gender.MASCULINE);
  }
}
