package app.kolan.server.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The normalization that an English text needs for an agent's subjects: times, dates, sums,
/// telephone numbers. Synthesizers read the rest of written English well by themselves.
///
/// Days come before months, as in Israel.
final class EnglishRules implements NormalizationRule {
  private static final Pattern PHONE =
      Pattern.compile(
          "[+*]?\\(?\\d{1,4}\\)?(?:[- ]\\(?\\d{2,7}\\)?){1,5}(?![-\\d])|[+*]\\d{3,15}|0\\d{6,}|\\d{7,}");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?![:\\d])(?:\\s?([AaPp])\\.?[Mm](?![A-Za-z]))?");
  private static final Pattern FULL_DATE =
      Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})(?!\\d)");
  private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?![-\\d])");
  private static final Pattern SUM = Pattern.compile("([₪$€£])\\s?(" + Amount.WRITTEN + ")");
  private static final Pattern NUMBER = Pattern.compile(Amount.WRITTEN);
  private static final Pattern SIGN = Pattern.compile("\\s?([%₪$€£])");
  private static final Pattern ORDINAL =
      Pattern.compile("(\\d{1,6})(?:st|nd|rd|th)(?![A-Za-z])", Pattern.CASE_INSENSITIVE);
  private static final Pattern TO = Pattern.compile("\\s?[-–—]\\s?(?=\\d)");
  private static final Pattern ANY_DIGITS = Pattern.compile("\\d+");
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final Pattern YEAR_WORD =
      Pattern.compile("(?i)in|of|since|year|until|" + months());

  private static final Map<String, List<String>> SIGNS =
      Map.of(
          "%", List.of("percent", "percent", "", ""),
          "₪", List.of("shekel", "shekels", "agora", "agorot"),
          "$", List.of("dollar", "dollars", "cent", "cents"),
          "€", List.of("euro", "euros", "cent", "cents"),
          "£", List.of("pound", "pounds", "penny", "pence"));

  private static String months() {
    return Arrays.stream(Month.values())
        .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
        .collect(Collectors.joining("|"));
  }

  @Override
  public @Nullable Replacement at(TextPosition place) {
    int first = place.text().codePointAt(place.at());
    if (!Letters.isDigit(first) && "₪$€£+*(".indexOf(first) < 0) {
      return null;
    }
    Replacement found = whole(place);
    if (found == null) {
      return null;
    }
    Matcher to = place.matcher(TO, found.end());
    if (to.lookingAt() && Letters.isDigit(first)) {
      Replacement last = whole(new TextPosition(place.text(), to.end(), ""));
      if (last != null) {
        return new Replacement(found.words() + " to " + last.words(), last.end());
      }
    }
    return found;
  }

  private static @Nullable Replacement whole(TextPosition place) {
    Replacement date = date(place);
    if (date != null) {
      return date;
    }
    Matcher time = place.matcher(TIME);
    if (time.lookingAt()) {
      Replacement said = time(time);
      if (said != null) {
        return said;
      }
    }
    Matcher phone = place.matcher(PHONE);
    if (phone.lookingAt() && phone.group().replaceAll("[^0-9]", "").length() >= 4) {
      boolean groupOfNumbers = phone.group().matches("\\d+[- ]\\d+");
      if (!groupOfNumbers || phone.group().startsWith("0")) {
        return new Replacement(phone(phone.group()), phone.end());
      }
    }
    return amount(place);
  }

  private static String phone(String written) {
    String sign = written.startsWith("+") ? "plus " : written.startsWith("*") ? "star " : "";
    return sign
        + Arrays.stream(written.split("[^0-9]+"))
            .filter(group -> !group.isEmpty())
            .map(EnglishNumbers::digits)
            .collect(Collectors.joining(", "));
  }

  private static @Nullable Replacement time(Matcher time) {
    int hour = Integer.parseInt(time.group(1));
    int minute = Integer.parseInt(time.group(2));
    if (hour > 24 || minute > 59) {
      return null;
    }
    String written = time.group(3);
    boolean certain = hour > 12 || time.group(1).startsWith("0");
    String half =
        written != null
            ? " " + written.toUpperCase(Locale.ROOT) + "M"
            : certain ? (hour % 24 < 12 ? " AM" : " PM") : "";
    String minutes =
        minute == 0 ? "" : (minute < 10 ? " oh " : " ") + EnglishNumbers.cardinal(minute);
    String clock = EnglishNumbers.cardinal(hour % 12 == 0 ? 12 : hour % 12) + minutes;
    return new Replacement(clock + (minute == 0 && half.isEmpty() ? " o'clock" : half), time.end());
  }

  private static @Nullable Replacement date(TextPosition place) {
    Matcher full = place.matcher(FULL_DATE);
    Matcher iso = place.matcher(ISO_DATE);
    if (full.lookingAt()) {
      return date(full.group(4), full.group(3), full.group(1), full.end());
    }
    return iso.lookingAt() ? date(iso.group(1), iso.group(2), iso.group(3), iso.end()) : null;
  }

  private static @Nullable Replacement date(String year, String month, String day, int end) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return new Replacement(
          date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              + " "
              + EnglishNumbers.ordinal(date.getDayOfMonth())
              + ", "
              + EnglishNumbers.year(date.getYear()),
          end);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Replacement amount(TextPosition place) {
    Matcher sum = place.matcher(SUM);
    if (sum.lookingAt()) {
      return new Replacement(sum(Amount.of(sum.group(2)), sum.group(1)), sum.end());
    }
    Matcher ordinal = place.matcher(ORDINAL);
    if (ordinal.lookingAt()) {
      return new Replacement(
          EnglishNumbers.ordinal(Long.parseLong(ordinal.group(1))), ordinal.end());
    }
    Matcher number = place.matcher(NUMBER);
    if (number.lookingAt()) {
      Amount amount = Amount.of(number.group());
      Matcher sign = place.matcher(SIGN, number.end());
      if (sign.lookingAt()) {
        return new Replacement(sum(amount, sign.group(1)), sign.end());
      }
      return new Replacement(
          isYear(amount, place) ? EnglishNumbers.year(amount.whole()) : EnglishNumbers.of(amount),
          number.end());
    }
    Matcher digits = place.matcher(ANY_DIGITS);
    return digits.lookingAt()
        ? new Replacement(EnglishNumbers.digits(digits.group()), digits.end())
        : null;
  }

  private static boolean isYear(Amount amount, TextPosition place) {
    return amount.isWhole()
        && amount.whole() >= FIRST_YEAR
        && amount.whole() <= LAST_YEAR
        && YEAR_WORD.matcher(place.wordBefore()).matches();
  }

  private static String sum(Amount amount, String sign) {
    List<String> words = SIGNS.getOrDefault(sign, List.of("", "", "", ""));
    int hundredths = amount.hundredths();
    if (sign.equals("%") || hundredths < 0) {
      return EnglishNumbers.of(amount) + " " + words.get(1);
    }
    String whole =
        EnglishNumbers.cardinal(amount.whole()) + " " + words.get(amount.whole() == 1 ? 0 : 1);
    String rest = EnglishNumbers.cardinal(hundredths) + " " + words.get(hundredths == 1 ? 2 : 3);
    if (hundredths == 0) {
      return whole;
    }
    return amount.whole() == 0 ? rest : whole + " and " + rest;
  }
}
