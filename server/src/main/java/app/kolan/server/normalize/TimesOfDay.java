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
      Pattern.compile(CLOCK + HALF + "\\s?(?:[-–—]|עד)\\s?" + CLOCK + HALF);
  private static final Pattern BARE_RANGE =
      Pattern.compile("(\\d{1,2})\\s?[-–—]\\s?(\\d{1,2})(?![\\d:./])");
  private static final Pattern BARE = Pattern.compile("(\\d{1,2})(?!\\d|[:./,]\\d|%)");
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
    Matcher range = place.matcher(RANGE);
    if (range.lookingAt()) {
      Time from = Time.of(range.group(1), range.group(2), range.group(3));
      Time to = Time.of(range.group(4), range.group(5), range.group(6));
      if (from != null && to != null) {
        return new Replacement(range(from, to, place, range.end()), range.end());
      }
    }
    Matcher time = place.matcher(TIME);
    if (time.lookingAt()) {
      Time read = Time.of(time.group(1), time.group(2), time.group(3));
      return read == null ? null : new Replacement(said(read, place, time.end()), time.end());
    }
    return bare(place);
  }

  /// Hours without minutes, which only the word before them shows to be hours.
  private static @Nullable Replacement bare(TextPosition place) {
    String before = place.wordBefore();
    Matcher range = place.matcher(BARE_RANGE);
    if (HOURS_WORD.matcher(before).matches() && range.lookingAt()) {
      Time from = Time.of(range.group(1), "00", null);
      Time to = Time.of(range.group(2), "00", null);
      if (from != null && to != null) {
        return new Replacement(range(from, to, place, range.end()), range.end());
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

  private static String range(Time from, Time to, TextPosition place, int end) {
    boolean certain = from.certain && from.hour != 12 || to.hour > 12 || to.hour == 0;
    Time first = certain && from.hour > 0 ? from.surely() : from;
    Time last = certain ? to.surely() : to;
    boolean partSaid = place.follows(end, PART_SAID);
    String lastWords = last.certain && !partSaid ? withPart(last) : clock(last);
    boolean samePart = part(first).equals(part(last));
    String firstWords = first.certain && !partSaid && !samePart ? withPart(first) : clock(first);
    return firstWords + place.joint() + lastWords;
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
