package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Two numbers with a sign between them, and a factor: 3/4 שעה, 1/3 מהמחיר, 50/50, 120/80, 40x60,
/// x2.
final class Ratios implements NormalizationRule {
  private static final int HUNDRED = 100;
  private static final Pattern FRACTION =
      Pattern.compile("([13])/([24])\\s(?=(שעה|כוס|ליטר|קילו|יום|שנה)(?!\\p{L}))");
  private static final Pattern FRACTION_OF =
      Pattern.compile("([1-9])/([2-9]|10)(?=\\s(?:מה|מכל|מן|מתוך|של ה))");
  private static final Pattern SHARES = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?![\\d/.]\\d|\\d)");
  private static final Pattern PRESSURE = Pattern.compile("(\\d{2,3})/(\\d{2,3})(?![\\d/])");
  private static final Pattern PRESSURE_WORD = Pattern.compile("לחץ(?: ה?דם)?[^.!?]{0,20}$");
  private static final Pattern TIMES = Pattern.compile("[xX×](\\d{1,4})(?![\\w.])");
  private static final Pattern DIMENSIONS =
      Pattern.compile(
          "(\\d{1,5}(?:\\.\\d{1,2})?)\\s?[xX×]\\s?(?=\\d{1,5}(?!\\d|\\s?=|[xX×]?\\d{1,5}=))");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Replacement fraction = fraction(place);
    if (fraction != null) {
      return fraction;
    }
    Matcher times = place.matcher(TIMES);
    if (times.lookingAt() && Letters.startsWord(place.text(), place.at())) {
      return new Replacement("כפול " + feminine(times.group(1)), times.end());
    }
    Matcher shares = place.matcher(SHARES);
    if (shares.lookingAt() && number(shares.group(1)) + number(shares.group(2)) == HUNDRED) {
      return new Replacement(
          feminine(shares.group(1)) + " " + feminine(shares.group(2)), shares.end());
    }
    Matcher pressure = place.matcher(PRESSURE);
    if (pressure.lookingAt() && place.isPrecededBy(PRESSURE_WORD)) {
      return new Replacement(
          feminine(pressure.group(1)) + " על " + feminine(pressure.group(2)), pressure.end());
    }
    Matcher dimensions = place.matcher(DIMENSIONS);
    if (dimensions.lookingAt()) {
      Amount side = Amount.of(dimensions.group(1));
      return new Replacement(side.alone(Gender.FEMININE) + " על ", dimensions.end());
    }
    return null;
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  private static String feminine(String digits) {
    return HebrewNumbers.cardinal(number(digits), Gender.FEMININE);
  }

  private static @Nullable Replacement fraction(TextPosition place) {
    Matcher of = place.matcher(FRACTION_OF);
    if (of.lookingAt() && number(of.group(1)) < number(of.group(2))) {
      return new Replacement(
          fractionOf((int) number(of.group(1)), (int) number(of.group(2))), of.end());
    }
    Matcher found = place.matcher(FRACTION);
    if (!found.lookingAt()) {
      return null;
    }
    boolean half = found.group(2).equals("2");
    if (half && found.group(1).equals("3")) {
      return null;
    }
    String words = half ? "חצי " : found.group(1).equals("1") ? "רבע " : "שלושת רבעי ";
    return new Replacement(words.strip(), found.end() - 1);
  }

  /// A part of something: שליש, שני שליש, שלושה רבעים, שתי חמישיות.
  private static String fractionOf(int numerator, int denominator) {
    String one =
        switch (denominator) {
          case 2 -> "חצי";
          case 3 -> "שליש";
          case 4 -> "רבע";
          default -> HebrewNumbers.ordinal(denominator, Gender.FEMININE);
        };
    if (numerator == 1) {
      return one;
    }
    return switch (denominator) {
      case 3 -> "שני שליש";
      case 4 -> "שלושה רבעים";
      default ->
          HebrewNumbers.beforeNoun(numerator, Gender.FEMININE)
              + " "
              + one.substring(0, one.length() - 1)
              + "ות";
    };
  }
}
