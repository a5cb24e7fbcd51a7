package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times of day, as people say them on the telephone: 14:30 is שתיים וחצי בצהריים.
///
/// The part of the day is said only where the text leaves no doubt that its clock has 24 hours:
/// from 10:00 on, with a zero in front, or when the other end of the range shows it. 5:30 may be
/// either, and stays חמש וחצי. What the text says of the part of the day itself is not said twice.
final class TimesOfDay implements NormalizationRule {
  private static final String CLOCK = "(\\d{1,2}):(\\d{2})(?::\\d{2})?(?![\\d:])";
  private static final String HALF = "(?:\\s?([AaPp])\\.?[Mm](?![A-Za-z])\\.?)?";
  private static final Pattern TIME = Pattern.compile(CLOCK + HALF);
  private static final Pattern RANGE =
      Pattern.compile(
          CLOCK + HALF + "\\s?(?:[-–—]|ו?עד(?: ה-?)?|(?<=\\s)(ל)-?)\\s?" + CLOCK + HALF);
  private static final Pattern MIXED =
      Pattern.compile(
          "(\\d{1,2})(?::(\\d{2}))?\\s?[-–—]\\s?(\\d{1,2})(?::(\\d{2}))?(?![\\d:.,/%]\\d|\\d|-)");
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,2})\\.(\\d{2})(?!\\d|[.:,]\\d|\\s?[%₪$€])");
  private static final Pattern DOTTED_RANGE =
      Pattern.compile(
          "(\\d{1,2})\\.(\\d{2})\\s?(?:[-–—]|עד)\\s?(\\d{1,2})\\.(\\d{2})(?!\\d|[.:,]\\d|\\s?[%₪$€])");

  /// An hour with a nought before it and minutes that are no month: 08.30.
  private static final Pattern CLOCK_TIME =
      Pattern.compile("0\\d\\.(?:00|15|[2-5]\\d)(?!\\d|[.:,]\\d|\\s?(?:[%₪$€]|ש\"ח))");

  private static final Pattern LENGTH =
      Pattern.compile("(\\d{1,3}):(\\d{2}) (?:(שעות|שעה|שע')|(דקות|דק'))(?!\\p{L})");
  private static final Pattern HALF_NAMED =
      Pattern.compile("(\\d{1,2})\\s?([AaPp])\\.?[Mm](?![A-Za-z])\\.?");
  private static final Pattern BARE_RANGE =
      Pattern.compile("(\\d{1,2})\\s?[-–—]\\s?(\\d{1,2})(?![\\d:./])");
  private static final Pattern BARE = Pattern.compile("(\\d{1,2})(?!\\d|[:./,]\\d|%)");
  private static final Pattern DAY_BEFORE =
      Pattern.compile("[ובמהלכש]{0,2}(?:[א-ו]'|[א-ו]|ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת)");
  private static final Pattern NOTHING_COUNTED = Pattern.compile("\\s?(?:[,.;:!?)]|$)| ו");
  private static final Pattern HOURS_WORD = Pattern.compile("[ובמהלכש]{0,3}שעות");
  private static final Pattern HOUR_WORD = Pattern.compile("[ובמהלכש]{0,3}שעה");
  private static final Pattern PART_SAID =
      Pattern.compile(
          "\\s(?:בבוקר|בצהריים|בצהרים|אחר הצ|אחרי הצ|אחה\"צ|לפנה\"צ|לפני הצ|בערב|בלילה|לפנות בוקר"
              + "|הבוקר|הערב|הלילה|מחר ב|היום ב)");

  /// A time of day, and whether its clock has 24 hours beyond doubt.
  private record Time(int hour, int minute, boolean certain) {
    static @Nullable Time of(String hour, String minute, @Nullable String half) {
      int written = Integer.parseInt(hour);
      int minutes = Integer.parseInt(minute);
      if (written > 24 || minutes > 59 || written == 24 && minutes > 0) {
        return null;
      }
      if (half != null && written >= 1 && written <= 12) {
        return new Time(written % 12 + (half.equalsIgnoreCase("p") ? 12 : 0), minutes, true);
      }
      boolean certain = written >= 10 || hour.startsWith("0");
      return new Time(written % 24, minutes, certain);
    }

    Time surely() {
      return new Time(hour, minute, true);
    }
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Character.isDigit(place.text().codePointAt(place.at()))) {
      return null;
    }
    Matcher length = place.matcher(LENGTH);
    if (length.lookingAt()) {
      return length(length);
    }
    Matcher range = place.matcher(RANGE);
    if (range.lookingAt()) {
      Time from = Time.of(range.group(1), range.group(2), range.group(3));
      Time to = Time.of(range.group(5), range.group(6), range.group(7));
      String joint = range.group(4) == null ? place.joint() : " ל";
      if (from != null && to != null) {
        return new Replacement(range(from, to, joint, place, range.end()), range.end());
      }
    }
    Matcher mixed = place.matcher(MIXED);
    if (mixed.lookingAt() && (mixed.group(2) == null) != (mixed.group(4) == null)) {
      Time from = Time.of(mixed.group(1), minutes(mixed.group(2)), null);
      Time to = Time.of(mixed.group(3), minutes(mixed.group(4)), null);
      if (from != null && to != null) {
        return new Replacement(range(from, to, place.joint(), place, mixed.end()), mixed.end());
      }
    }
    Matcher time = place.matcher(TIME);
    if (time.lookingAt()) {
      Time read = Time.of(time.group(1), time.group(2), time.group(3));
      return read == null ? null : new Replacement(said(read, place, time.end()), time.end());
    }
    Replacement dotted = dotted(place);
    return dotted == null ? bare(place) : dotted;
  }

  private static String minutes(@Nullable String written) {
    return written == null ? "00" : written;
  }

  /// How long something takes: 1:30 שעות is שעה וחצי.
  private static @Nullable Replacement length(Matcher found) {
    long whole = Long.parseLong(found.group(1));
    int rest = Integer.parseInt(found.group(2));
    boolean hours = found.group(3) != null;
    CountedNoun unit = CountedNouns.noun(hours ? "שעה" : "דקה");
    if (rest > 59) {
      return null;
    }
    String last = CountedNouns.noun(hours ? "דקה" : "שנייה").counted(rest);
    if (whole == 0) {
      return new Replacement(last, found.end());
    }
    String first = whole == 1 ? unit.one() : unit.counted(whole);
    return switch (rest) {
      case 0 -> new Replacement(unit.counted(whole), found.end());
      case 15 -> new Replacement(first + " ורבע", found.end());
      case 30 -> new Replacement(first + " וחצי", found.end());
      default -> new Replacement(first + " ו" + last, found.end());
    };
  }

  /// Hours and minutes with a dot, which only the word before them shows to be no fraction.
  private static @Nullable Replacement dotted(TextPosition place) {
    String before = place.wordBefore();
    boolean named = HOURS_WORD.matcher(before).matches() || HOUR_WORD.matcher(before).matches();
    if (!named && !place.matcher(CLOCK_TIME).lookingAt()) {
      return null;
    }
    Matcher range = place.matcher(DOTTED_RANGE);
    if (range.lookingAt()) {
      Time from = Time.of(range.group(1), range.group(2), null);
      Time to = Time.of(range.group(3), range.group(4), null);
      if (from != null && to != null) {
        return new Replacement(range(from, to, place.joint(), place, range.end()), range.end());
      }
    }
    Matcher time = place.matcher(DOTTED);
    Time read = time.lookingAt() ? Time.of(time.group(1), time.group(2), null) : null;
    return read == null ? null : new Replacement(said(read, place, time.end()), time.end());
  }

  /// Hours without minutes, which only the word before them shows to be hours.
  private static @Nullable Replacement bare(TextPosition place) {
    Matcher half = place.matcher(HALF_NAMED);
    if (half.lookingAt()) {
      Time read = Time.of(half.group(1), "00", half.group(2));
      return read == null ? null : new Replacement(said(read, place, half.end()), half.end());
    }
    if (!place.prefix().isEmpty()) {
      return null;
    }
    String before = place.wordBefore();
    Matcher range = place.matcher(BARE_RANGE);
    boolean hours = HOURS_WORD.matcher(before).matches() || DAY_BEFORE.matcher(before).matches();
    if (hours
        && range.lookingAt()
        && (HOURS_WORD.matcher(before).matches() || place.follows(range.end(), NOTHING_COUNTED))) {
      Time from = Time.of(range.group(1), "00", null);
      Time to = Time.of(range.group(2), "00", null);
      if (from != null && to != null) {
        return new Replacement(range(from, to, place.joint(), place, range.end()), range.end());
      }
    }
    Matcher hour = place.matcher(BARE);
    if (HOUR_WORD.matcher(before).matches() && hour.lookingAt()) {
      Time read = Time.of(hour.group(1), "00", null);
      if (read != null) {
        return new Replacement(said(read, place, hour.end()), hour.end());
      }
    }
    return null;
  }

  private static String range(Time from, Time to, String joint, TextPosition place, int end) {
    boolean certain = from.certain && from.hour != 12 || to.hour > 12 || to.hour == 0;
    Time first = certain && from.hour > 0 ? from.surely() : from;
    Time last = certain ? to.surely() : to;
    boolean partSaid = place.follows(end, PART_SAID);
    String lastWords = last.certain && !partSaid ? withPart(last) : clock(last);
    boolean samePart = part(first).equals(part(last));
    String firstWords = first.certain && !partSaid && !samePart ? withPart(first) : clock(first);
    return firstWords + joint + lastWords;
  }

  private static String said(Time time, TextPosition place, int end) {
    return time.certain && !place.follows(end, PART_SAID) ? withPart(time) : clock(time);
  }

  private static String withPart(Time time) {
    return clock(time) + " " + part(time);
  }

  private static String clock(Time time) {
    String hour = hour(time.hour);
    int minute = time.minute;
    if (minute == 0) {
      return hour;
    }
    if (minute == 15) {
      return hour + " ורבע";
    }
    if (minute == 30) {
      return hour + " וחצי";
    }
    if (minute == 45) {
      return "רבע ל" + hour(time.hour + 1);
    }
    String minutes = HebrewNumbers.cardinal(minute, Gender.FEMININE);
    if (minute == 1) {
      return hour + " ודקה";
    }
    if (minute < 20) {
      return hour + " ו" + HebrewNumbers.beforeNoun(minute, Gender.FEMININE) + " דקות";
    }
    return hour + (minute % 10 == 0 ? " ו" : " ") + minutes;
  }

  private static String hour(int hour) {
    return HebrewNumbers.cardinal(hour % 12 == 0 ? 12 : hour % 12, Gender.FEMININE);
  }

  private static String part(Time time) {
    int hour = time.minute == 45 ? (time.hour + 1) % 24 : time.hour;
    if (hour < 3 || hour >= 22) {
      return "בלילה";
    }
    if (hour < 5) {
      return "לפנות בוקר";
    }
    if (hour < 12) {
      return "בבוקר";
    }
    if (hour < 15) {
      return "בצהריים";
    }
    return hour < 18 ? "אחר הצהריים" : "בערב";
  }
}
