package app.kolan.server.booking;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Understands how people say a day and a part of it, in Hebrew and in English: "מחר בבוקר", "יום
/// שלישי אחרי הצהריים", "בעוד שבועיים", "אחרי החג", "2.5", "next week". A model that counts days
/// makes mistakes, and does not know when the holidays are.
///
/// A week begins on Sunday. A weekday is the next one after today. A text that says more than that
/// about the day, such as which one does not suit, is not understood: the wrong day is worse than
/// to be asked for a date.
///
/// @param isHoliday whether a day is a holiday, or between the first and the last day of one
public record DateExpressions(LocalDate today, Predicate<LocalDate> isHoliday) {
  /// Days, and times of day at which an appointment may begin.
  public record Span(LocalDate first, LocalDate last, LocalTime from, LocalTime until) {}

  private static final LocalTime NOON = LocalTime.NOON;
  private static final LocalTime EVENING = LocalTime.of(17, 0);
  private static final int SEARCHED = 400;
  private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
  private static final Pattern DATE =
      Pattern.compile("(?<![\\d:])(\\d{1,2})[./](\\d{1,2})(?:[./](\\d{4}|\\d{2}))?(?![\\d:])");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}:]+");
  private static final Pattern PREFIX = Pattern.compile("^[ובלמהכש]{1,2}(?=\\d)");
  private static final Pattern OF_A_COUNT = Pattern.compile("(?<=\\d)(st|nd|rd|th)\\b");
  private static final Pattern YEAR = Pattern.compile("20\\d\\d");
  private static final Pattern MARKS = Pattern.compile("[\\p{M}'\"׳״’”]");

  private static final Map<String, DayOfWeek> WEEKDAYS =
      Map.ofEntries(
          Map.entry("ראשון", DayOfWeek.SUNDAY), Map.entry("sunday", DayOfWeek.SUNDAY),
          Map.entry("שני", DayOfWeek.MONDAY), Map.entry("monday", DayOfWeek.MONDAY),
          Map.entry("שלישי", DayOfWeek.TUESDAY), Map.entry("tuesday", DayOfWeek.TUESDAY),
          Map.entry("רביעי", DayOfWeek.WEDNESDAY), Map.entry("wednesday", DayOfWeek.WEDNESDAY),
          Map.entry("חמישי", DayOfWeek.THURSDAY), Map.entry("thursday", DayOfWeek.THURSDAY),
          Map.entry("שישי", DayOfWeek.FRIDAY), Map.entry("friday", DayOfWeek.FRIDAY),
          Map.entry("שבת", DayOfWeek.SATURDAY), Map.entry("saturday", DayOfWeek.SATURDAY));

  private static final Map<String, DayOfWeek> LETTERS =
      Map.of(
          "א",
          DayOfWeek.SUNDAY,
          "ב",
          DayOfWeek.MONDAY,
          "ג",
          DayOfWeek.TUESDAY,
          "ד",
          DayOfWeek.WEDNESDAY,
          "ה",
          DayOfWeek.THURSDAY,
          "ו",
          DayOfWeek.FRIDAY);

  /// "The first" is a weekday only as "יום ראשון".
  private static final Pattern ORDINAL =
      Pattern.compile("[ובלמכש]?ה(ראשון|שני|שלישי|רביעי|חמישי|שישי)");

  /// Holidays that are no more days apart are one season: those of Tishrei.
  private static final int SEASON = 8;

  /// How long "after" and "from" a day last.
  private static final int A_WEEK = 7;

  /// What stands between a day and the word that bounds it.
  private static final List<String> BEFORE_A_DAY =
      List.of("ה", "ל", "ב", "יום", "ביום", "ליום", "תאריך", "the", "on");

  /// What may stand beside a part of the day when that is all that is asked for.
  private static final Set<String> BESIDE_TIMES =
      Set.of(
          "רק",
          "עדיף",
          "מעדיף",
          "מעדיפה",
          "אפשר",
          "משהו",
          "מתישהו",
          "בבקשה",
          "כל",
          "יום",
          "שעה",
          "בשעה",
          "שעות",
          "בשעות",
          "השעה",
          "מוקדם",
          "מאוחר",
          "יותר",
          "אחרי",
          "לאחר",
          "לפני",
          "עד",
          "מאז",
          "החל",
          "ה",
          "ב",
          "ל",
          "מ",
          "the",
          "in",
          "at",
          "any",
          "every",
          "some",
          "something",
          "time",
          "day",
          "only",
          "please",
          "early",
          "late",
          "later",
          "preferably",
          "after",
          "before",
          "until",
          "from");

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

  /// What the words mean; empty when they name neither a day nor a part of one.
  public Optional<Span> read(String text) {
    List<String> words = words(text);
    LocalDate[] days = isExcluding(words) ? null : days(text, words);
    List<String> ofTimes = words(withoutDates(text));
    LocalTime[] times = times(ofTimes);
    if (days == null && (times == null || !isOnlyTimes(ofTimes))) {
      return Optional.empty();
    }
    LocalDate first = days == null ? today : days[0];
    LocalDate last = days == null ? LocalDate.MAX : days[1];
    return Optional.of(
        new Span(
            first.isBefore(today) && !last.isBefore(today) ? today : first,
            last,
            times == null ? LocalTime.MIN : times[0],
            times == null ? LocalTime.MAX : times[1]));
  }

  /// Whether the words say which day it is not to be. "Not before" is none of it.
  private static boolean isExcluding(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      boolean isBound = i + 1 < words.size() && isAny(words.get(i + 1), "לפני", "before");
      if (isAny(words.get(i), "לא", "חוץ", "not", "except") && !isBound) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing in the words may be a day that was not understood.
  private static boolean isOnlyTimes(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isKnown =
          BESIDE_TIMES.contains(word)
              || clock(words, i) != null
              || times(List.of(word)) != null
              || isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים");
      if (!isKnown) {
        return false;
      }
    }
    return true;
  }

  /// The text without dates in digits, which are no hours.
  private static String withoutDates(String text) {
    String rest = ISO.matcher(text).replaceAll(" ");
    return DATE.matcher(rest).replaceAll(date -> isDate(date) ? " " : date.group());
  }

  private static boolean isDate(MatchResult date) {
    int month = Integer.parseInt(date.group(2));
    int day = Integer.parseInt(date.group(1));
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /// In lower case, without marks, and numbers of two words as one.
  private static List<String> words(String text) {
    String lower = OF_A_COUNT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String plain = MARKS.matcher(lower).replaceAll("");
    String joined = plain.replaceAll("(אחת|שתיים|שתים) עשרה", "$1עשרה");
    return List.of(NOT_A_WORD.matcher(joined).replaceAll(" ").strip().split(" "));
  }

  private LocalDate @Nullable [] days(String text, List<String> words) {
    LocalDate[] dated = date(text, words);
    if (dated != null) {
      return dated;
    }
    LocalDate[] counted = counted(words);
    if (counted != null) {
      return counted;
    }
    for (int i = 0; i < words.size(); i++) {
      LocalDate[] named = named(words, i);
      if (named != null) {
        return named;
      }
    }
    return weekdayIn(words, today.plusDays(1));
  }

  private static LocalDate[] day(LocalDate date) {
    return new LocalDate[] {date, date};
  }

  /// A day, or what the words before it make of it: "after", "before", "until", "from".
  private LocalDate[] bounded(LocalDate day, List<String> before) {
    int at = before.size() - 1;
    while (at >= 0 && BEFORE_A_DAY.contains(before.get(at))) {
      at--;
    }
    String bound = at < 0 ? "" : before.get(at);
    boolean isNot = at > 0 && isAny(before.get(at - 1), "לא", "not");
    if (isAny(bound, "אחרי", "לאחר", "after")) {
      return new LocalDate[] {day.plusDays(1), day.plusDays(A_WEEK)};
    } else if (isAny(bound, "החל", "מ", "from") || isNot && isAny(bound, "לפני", "before")) {
      return new LocalDate[] {day, day.plusDays(A_WEEK - 1)};
    } else if (isAny(bound, "לפני", "before")) {
      return new LocalDate[] {today, day.minusDays(1)};
    } else if (isAny(bound, "עד", "until", "by")) {
      return new LocalDate[] {today, day};
    }
    return day(day);
  }

  /// A date with or without its year, in digits or with the month's name.
  private LocalDate @Nullable [] date(String text, List<String> words) {
    try {
      Matcher iso = ISO.matcher(text);
      if (iso.find()) {
        LocalDate day = LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
        return bounded(day, words(text.substring(0, iso.start())));
      }
      Matcher date = DATE.matcher(text);
      if (date.find()) {
        String year = date.group(3);
        LocalDate day =
            year == null
                ? next(number(date, 2), number(date, 1))
                : LocalDate.of(
                    Integer.parseInt(year.length() == 2 ? "20" + year : year),
                    number(date, 2),
                    number(date, 1));
        return bounded(day, words(text.substring(0, date.start())));
      }
      for (int i = 0; i < words.size(); i++) {
        int month = index(MONTHS, words.get(i));
        int before = i > 0 && words.get(i - 1).equals("of") ? i - 2 : i - 1;
        String number =
            month == 0 || before < 0 ? "" : PREFIX.matcher(words.get(before)).replaceFirst("");
        if (number.matches("\\d{1,2}")) {
          return bounded(in(month, number, words, i + 1), words.subList(0, before));
        }
        String after = month == 0 || i + 1 == words.size() ? "" : words.get(i + 1);
        if (after.matches("\\d{1,2}")) {
          return bounded(in(month, after, words, i + 2), words.subList(0, i));
        }
      }
      return null;
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /// @param yearAt where the year may stand
  private LocalDate in(int month, String day, List<String> words, int yearAt) {
    String year = yearAt < words.size() ? words.get(yearAt) : "";
    return YEAR.matcher(year).matches()
        ? LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day))
        : next(month, Integer.parseInt(day));
  }

  private LocalDate next(int month, int day) {
    var date = MonthDay.of(month, day);
    int year = today.getYear();
    while (!date.isValidYear(year) || date.atYear(year).isBefore(today)) {
      year++;
    }
    return date.atYear(year);
  }

  /// "in three days", "בעוד שבועיים".
  private LocalDate @Nullable [] counted(List<String> words) {
    for (int i = 0; i < words.size() - 1; i++) {
      if (!isAny(words.get(i), "עוד", "תוך", "in")) {
        continue;
      }
      String next = words.get(i + 1);
      int amount = amount(next);
      String unit = amount > 0 && i + 2 < words.size() ? words.get(i + 2) : next;
      int count = Math.max(1, amount);
      if (isAny(unit, "יומיים")) {
        return day(today.plusDays(2));
      } else if (isAny(unit, "יום", "ימים", "day", "days")) {
        return day(today.plusDays(count));
      } else if (isAny(unit, "שבועיים")) {
        return day(today.plusWeeks(2));
      } else if (isAny(unit, "שבוע", "שבועות", "week", "weeks")) {
        return day(today.plusWeeks(count));
      } else if (isAny(unit, "חודש", "חודשים", "month", "months")) {
        return day(today.plusMonths(count));
      } else if (isAny(unit, "חודשיים")) {
        return day(today.plusMonths(2));
      }
    }
    return null;
  }

  private LocalDate @Nullable [] named(List<String> words, int at) {
    String word = words.get(at);
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    LocalDate sunday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    LocalDate saturday = sunday.plusDays(6);
    if (isAny(word, "מחרתיים")) {
      return day(today.plusDays(2));
    }
    if (isAny(word, "מחר", "tomorrow")) {
      boolean isAfter = at > 0 && isAny(words.get(at - 1), "after", "אחרי", "לאחר");
      return day(today.plusDays(isAfter ? 2 : 1));
    }
    if (isAny(word, "היום", "הערב", "הבוקר", "הלילה", "today", "tonight")) {
      return day(today);
    }
    boolean isNext = isAny(next, "הבא", "הבאה");
    boolean followsNext = at > 0 && isAny(words.get(at - 1), "next");
    if (isWeekend(words, at)) {
      boolean isNextWeeks =
          followsNext || isAny(at + 2 < words.size() ? words.get(at + 2) : "", "הבא");
      LocalDate last = isNextWeeks ? saturday.plusWeeks(1) : saturday;
      boolean isUntil = at > 0 && isAny(words.get(at - 1), "עד", "until");
      return new LocalDate[] {isUntil ? today : last.minusDays(1), last};
    }
    if (isAny(word, "שבוע", "week") && (isNext || followsNext)) {
      LocalDate[] days = weekdayIn(words, sunday.plusWeeks(1));
      return days == null ? new LocalDate[] {sunday.plusWeeks(1), saturday.plusWeeks(1)} : days;
    }
    if (isAny(word, "חודש", "month") && (isNext || followsNext)) {
      LocalDate first = today.plusMonths(1).withDayOfMonth(1);
      return new LocalDate[] {first, first.with(TemporalAdjusters.lastDayOfMonth())};
    }
    if (word.equals("השבוע") || isAny(word, "week") && at > 0 && words.get(at - 1).equals("this")) {
      LocalDate[] days = weekdayIn(words, sunday);
      return days == null || days[1].isBefore(today) ? new LocalDate[] {today, saturday} : days;
    }
    if (word.equals("החודש")) {
      return new LocalDate[] {today, today.with(TemporalAdjusters.lastDayOfMonth())};
    }
    boolean isAfter = isAny(word, "אחרי", "לאחר", "after");
    if (isAfter || isAny(word, "לפני", "before")) {
      return around(words, at, isAfter);
    }
    return null;
  }

  private static boolean isWeekend(List<String> words, int at) {
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    return words.get(at).equals("weekend")
        || isAny(words.get(at), "סוף") && isAny(next, "השבוע", "שבוע");
  }

  /// Before or after a holiday, Shabbat or the weekend.
  private LocalDate @Nullable [] around(List<String> words, int at, boolean isAfter) {
    int nounAt = at + 1 < words.size() && isAny(words.get(at + 1), "the", "a") ? at + 2 : at + 1;
    if (nounAt >= words.size()) {
      return null;
    }
    String noun = words.get(nounAt);
    boolean isWeekend = isWeekend(words, nounAt);
    if (isWeekend || isAny(noun, "שבת", "השבת", "shabbat")) {
      LocalDate saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
      if (isAfter) {
        return new LocalDate[] {saturday.plusDays(1), saturday.plusDays(A_WEEK)};
      }
      int before = isWeekend ? 2 : 1;
      LocalDate last = saturday.minusDays(before);
      return new LocalDate[] {today, last.isBefore(today) ? last.plusWeeks(1) : last};
    }
    boolean isSeason = isAny(noun, "חגים", "החגים", "holidays");
    if (!isSeason && !isAny(noun, "חג", "החג", "holiday")) {
      return null;
    }
    LocalDate first = holidayFrom(today, SEARCHED);
    if (first == null || !isAfter && first.equals(today)) {
      return null;
    }
    return isAfter
        ? new LocalDate[] {after(first, isSeason), after(first, isSeason).plusDays(A_WEEK - 1)}
        : new LocalDate[] {today, first.minusDays(1)};
  }

  private @Nullable LocalDate holidayFrom(LocalDate from, int days) {
    return from.datesUntil(from.plusDays(days)).filter(isHoliday).findFirst().orElse(null);
  }

  /// The first day after a holiday, or after its whole season.
  private LocalDate after(LocalDate holiday, boolean isSeason) {
    LocalDate after = holiday;
    while (isHoliday.test(after)) {
      after = after.plusDays(1);
    }
    LocalDate another = isSeason ? holidayFrom(after, SEASON) : null;
    return another == null ? after : after(another, true);
  }

  /// The first such weekday from a day on.
  private LocalDate @Nullable [] weekdayIn(List<String> words, LocalDate from) {
    for (int i = 0; i < words.size(); i++) {
      DayOfWeek day = weekday(words, i);
      if (day != null) {
        return bounded(from.with(TemporalAdjusters.nextOrSame(day)), words.subList(0, i));
      }
    }
    return null;
  }

  private static @Nullable DayOfWeek weekday(List<String> words, int at) {
    String word = words.get(at);
    boolean isDay = at > 0 && isAny(words.get(at - 1), "יום", "ימי");
    boolean isCount =
        word.equals("שני")
            && at + 1 < words.size()
            && isAny(words.get(at + 1), "ימים", "שבועות", "חודשים");
    if (isDay && LETTERS.containsKey(word)) {
      return LETTERS.get(word);
    }
    if (isCount || !isDay && ORDINAL.matcher(word).matches()) {
      return null;
    }
    return WEEKDAYS.entrySet().stream()
        .filter(known -> isAny(word, known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static LocalTime @Nullable [] times(List<String> words) {
    LocalTime from = null;
    LocalTime until = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isAfter = i > 0 && isAny(words.get(i - 1), "אחרי", "after");
      if (isAny(word, "בוקר", "הבוקר", "morning")) {
        until = NOON.minusMinutes(1);
      } else if (isAny(word, "אחהצ", "afternoon")
          || isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים") && isAfter) {
        from = NOON;
        until = LocalTime.of(18, 0);
      } else if (isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים", "noon")) {
        from = NOON;
        until = LocalTime.of(15, 0);
      } else if (isAny(word, "ערב", "הערב", "evening", "tonight")) {
        from = EVENING;
      }
    }
    for (int i = 1; i < words.size(); i++) {
      LocalTime clock = clock(words, i);
      boolean isNot = i > 1 && isAny(words.get(i - 2), "לא", "not");
      boolean isBefore = isAny(words.get(i - 1), "לפני", "before");
      if (clock != null
          && (isNot && isBefore
              || isAny(words.get(i - 1), "אחרי", "מאז", "after", "החל", "from"))) {
        from = clock;
        until = until == null || until.isBefore(clock) ? LocalTime.MAX : until;
      } else if (clock != null && (isBefore || isAny(words.get(i - 1), "עד", "until"))) {
        until = clock;
      }
    }
    return from == null && until == null
        ? null
        : new LocalTime[] {
          from == null ? LocalTime.MIN : from, until == null ? LocalTime.MAX : until
        };
  }

  /// An hour as people say it: five is in the afternoon, unless it is said to be in the morning.
  private static @Nullable LocalTime clock(List<String> words, int at) {
    String word = words.get(at);
    if (word.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
      return LocalTime.parse(word.length() == 4 ? "0" + word : word);
    }
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    boolean isOther =
        index(MONTHS, next) > 0
            || isAny(next, "ימים", "שבועות", "חודשים", "יום", "שבוע", "חודש", "שעות", "days", "day")
            || isAny(next, "weeks", "week", "months", "month", "hours");
    int hour = word.equals("a") ? 0 : amount(word);
    if (isOther || hour < 1 || hour > 23) {
      return null;
    }
    boolean isMorning = words.stream().anyMatch(each -> isAny(each, "בוקר", "morning"));
    return LocalTime.of(hour < 8 && !isMorning ? hour + 12 : hour, 0);
  }

  /// @return 0 for no number
  private static int amount(String word) {
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

  private static boolean isAny(String word, String... those) {
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
