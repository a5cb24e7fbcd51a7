package app.kolan.server.booking;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Understands how people say a day and a part of it, in Hebrew and in English: "מחר בבוקר", "יום
/// שלישי אחרי הצהריים", "בעוד שבועיים", "אחרי החג", "2.5", "next week". A model that counts days
/// makes mistakes, and does not know when the holidays are.
///
/// A week begins on Sunday. A weekday is the next one after today.
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
    LocalDate[] days = days(text, words);
    LocalTime[] times = times(words);
    if (days == null && times == null) {
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

  /// In lower case, without marks, and numbers of two words as one.
  private static List<String> words(String text) {
    String plain = MARKS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String joined = plain.replaceAll("(אחת|שתיים|שתים) עשרה", "$1עשרה");
    return List.of(NOT_A_WORD.matcher(joined).replaceAll(" ").strip().split(" "));
  }

  private LocalDate @Nullable [] days(String text, List<String> words) {
    LocalDate date = date(text, words);
    if (date != null) {
      return day(date);
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
    return weekday(words);
  }

  private static LocalDate[] day(LocalDate date) {
    return new LocalDate[] {date, date};
  }

  /// A date with or without its year, in digits or with the month's name.
  private @Nullable LocalDate date(String text, List<String> words) {
    try {
      Matcher iso = ISO.matcher(text);
      if (iso.find()) {
        return LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
      }
      Matcher date = DATE.matcher(text);
      if (date.find()) {
        String year = date.group(3);
        return year == null
            ? next(number(date, 2), number(date, 1))
            : LocalDate.of(
                Integer.parseInt(year.length() == 2 ? "20" + year : year),
                number(date, 2),
                number(date, 1));
      }
      for (int i = 0; i < words.size(); i++) {
        int month = index(MONTHS, words.get(i));
        String before = i == 0 ? "" : PREFIX.matcher(words.get(i - 1)).replaceFirst("");
        if (month > 0 && before.matches("\\d{1,2}")) {
          return next(month, Integer.parseInt(before));
        }
        String after = i + 1 < words.size() ? words.get(i + 1) : "";
        if (month > 0 && after.matches("\\d{1,2}")) {
          return next(month, Integer.parseInt(after));
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

  private LocalDate next(int month, int day) {
    LocalDate thisYear = LocalDate.of(today.getYear(), month, day);
    return thisYear.isBefore(today) ? thisYear.plusYears(1) : thisYear;
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
      boolean isAfter = at > 0 && isAny(words.get(at - 1), "after");
      return day(today.plusDays(isAfter ? 2 : 1));
    }
    if (isAny(word, "היום", "הערב", "הבוקר", "הלילה", "today", "tonight")) {
      return day(today);
    }
    boolean isNext = isAny(next, "הבא", "הבאה");
    boolean followsNext = at > 0 && isAny(words.get(at - 1), "next");
    if (isAny(word, "סוף", "weekend") && (isAny(next, "השבוע", "שבוע") || word.equals("weekend"))) {
      return new LocalDate[] {saturday.minusDays(1), saturday};
    }
    if (isAny(word, "שבוע", "week") && (isNext || followsNext)) {
      LocalDate day = weekdayIn(words, sunday.plusWeeks(1));
      return day == null ? new LocalDate[] {sunday.plusWeeks(1), saturday.plusWeeks(1)} : day(day);
    }
    if (isAny(word, "חודש", "month") && (isNext || followsNext)) {
      LocalDate first = today.plusMonths(1).withDayOfMonth(1);
      return new LocalDate[] {first, first.with(TemporalAdjusters.lastDayOfMonth())};
    }
    if (word.equals("השבוע") || isAny(word, "week") && at > 0 && words.get(at - 1).equals("this")) {
      LocalDate day = weekdayIn(words, sunday);
      return day == null || day.isBefore(today) ? new LocalDate[] {today, saturday} : day(day);
    }
    if (word.equals("החודש")) {
      return new LocalDate[] {today, today.with(TemporalAdjusters.lastDayOfMonth())};
    }
    boolean isAfter = isAny(word, "אחרי", "לאחר", "after");
    if (isAfter || isAny(word, "לפני", "before")) {
      return around(words, at, isAfter, next);
    }
    return null;
  }

  /// Before or after a holiday, or Shabbat.
  private LocalDate @Nullable [] around(List<String> words, int at, boolean isAfter, String next) {
    String noun = next.equals("the") && at + 2 < words.size() ? words.get(at + 2) : next;
    if (isAny(noun, "שבת", "השבת", "shabbat", "סוף")) {
      LocalDate saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
      return isAfter
          ? new LocalDate[] {saturday.plusDays(1), saturday.plusDays(7)}
          : new LocalDate[] {today, saturday.minusDays(1)};
    }
    if (!isAny(noun, "חג", "החג", "חגים", "החגים", "holiday", "holidays")) {
      return null;
    }
    LocalDate first = today;
    LocalDate latest = today.plusDays(SEARCHED);
    while (!isHoliday.test(first) && first.isBefore(latest)) {
      first = first.plusDays(1);
    }
    if (!isHoliday.test(first)) {
      return null;
    }
    LocalDate after = first;
    while (isHoliday.test(after)) {
      after = after.plusDays(1);
    }
    return isAfter
        ? new LocalDate[] {after, after.plusDays(6)}
        : new LocalDate[] {today, first.minusDays(1)};
  }

  private LocalDate @Nullable [] weekday(List<String> words) {
    LocalDate day = weekdayIn(words, today.plusDays(1));
    return day == null ? null : day(day);
  }

  /// The first such weekday from a day on.
  private static @Nullable LocalDate weekdayIn(List<String> words, LocalDate from) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isDay = i > 0 && isAny(words.get(i - 1), "יום", "ימי");
      DayOfWeek day = isDay ? LETTERS.get(word) : null;
      boolean isCount =
          word.equals("שני")
              && i + 1 < words.size()
              && isAny(words.get(i + 1), "ימים", "שבועות", "חודשים");
      if (day == null && !isCount) {
        day =
            WEEKDAYS.entrySet().stream()
                .filter(known -> isAny(word, known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
      }
      if (day != null) {
        return from.with(TemporalAdjusters.nextOrSame(day));
      }
    }
    return null;
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
      if (clock != null && isAny(words.get(i - 1), "אחרי", "מאז", "after", "החל", "from")) {
        from = clock;
        until = until == null || until.isBefore(clock) ? LocalTime.MAX : until;
      } else if (clock != null && isAny(words.get(i - 1), "לפני", "עד", "before", "until")) {
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
            || isAny(next, "ימים", "שבועות", "חודשים", "days", "weeks", "months");
    int hour = amount(word);
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
