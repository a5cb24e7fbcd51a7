package app.kolan.server.booking;

import static app.kolan.server.booking.DateVocabulary.amount;
import static app.kolan.server.booking.DateVocabulary.isAny;
import static app.kolan.server.booking.DateVocabulary.month;
import static app.kolan.server.booking.DateVocabulary.words;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final int SEARCHED = 400;
  private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
  private static final Pattern DATE =
      Pattern.compile("(?<![\\d:])(\\d{1,2})[./](\\d{1,2})(?:[./](\\d{4}|\\d{2}))?(?![\\d:])");
  private static final Pattern PREFIX = Pattern.compile("^[ובלמהכש]{1,2}(?=\\d)");
  private static final Pattern YEAR = Pattern.compile("20\\d\\d");

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
      Map.ofEntries(
          Map.entry("א", DayOfWeek.SUNDAY), Map.entry("ב", DayOfWeek.MONDAY),
          Map.entry("ג", DayOfWeek.TUESDAY), Map.entry("ד", DayOfWeek.WEDNESDAY),
          Map.entry("ה", DayOfWeek.THURSDAY), Map.entry("ו", DayOfWeek.FRIDAY));

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

  /// What the words mean; empty when they name neither a day nor a part of one.
  public Optional<Span> read(String text) {
    List<String> words = words(text);
    LocalDate[] days = isExcluding(words) ? null : days(text, words);
    List<String> ofTimes = words(withoutDates(text));
    LocalTime[] times = TimeExpressions.read(ofTimes);
    if (days == null && (times == null || !TimeExpressions.isOnly(ofTimes))) {
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
        int month = month(words.get(i));
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
}
