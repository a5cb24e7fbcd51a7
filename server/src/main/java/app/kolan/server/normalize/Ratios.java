package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Two numbers with a sign between them, and a factor: 3/4 שעה, 1/3 מהמחיר, 50/50, 120/80, 40x60,
/// x2.
final class Ratios implements NormalizationRule {
  private static final int HUNDRED = 100;

  /// Nouns of which there are parts.
  static final String MEASURES =
      "שעה|כוס|כוסות|ליטר|קילו|ק\"ג|יום|שנה|כפית|כפיות|כף|כפות|אינץ'|ק\"מ|מטר|מ'|דונם|טון|כדור|מנה";

  private static final Pattern FRACTION =
      Pattern.compile("([1-9])/([2-9]|10)\\s(?=(?:" + MEASURES + ")(?!\\p{L}))");
  private static final Pattern FRACTION_OF =
      Pattern.compile("([1-9])/([2-9]|10)(?=\\s(?:מה|מכל|מן|מתוך|של ה))");
  private static final Pattern SHARES = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?![\\d/.]\\d|\\d)");
  private static final Pattern PRESSURE = Pattern.compile("(\\d{2,3})/(\\d{2,3})(?![\\d/])");
  private static final Pattern PRESSURE_WORD = Pattern.compile("לחץ(?: ה?דם)?[^.!?]{0,20}$");
  private static final Pattern TIMES =
      Pattern.compile("(?:[x×](\\d{1,4})|X(\\d{1,2}))(?![\\w-]|\\.\\d)");
  private static final Pattern FACTOR_WORD = Pattern.compile("פי|כפול|הכפלה");
  private static final Pattern MODEL_WORD = Pattern.compile("[A-Za-z]+|[ובמהלכש]{0,3}דגם");
  private static final String SIDE = "\\d{1,5}(?:\\.\\d{1,2})?";
  private static final Pattern DIMENSIONS =
      Pattern.compile(
          SIDE + "(?:\\s?[xX×]\\s?" + SIDE + "(?![\\dA-WYZa-wyz.])){1,3}(?!\\s?=|\\s?[xX×*])");
  private static final Pattern FACTORS = Pattern.compile("\\s[xX×]\\s");
  private static final Pattern LENGTH_NEXT =
      Pattern.compile("\\s?(?:ס\"מ|מ\"מ|מ'|מ\"ר|מטר|cm|mm|סנטימטר|אינץ)");
  private static final Pattern PORTION_NEXT =
      Pattern.compile("\\s?(?:ליטר|מ\"ל|ק\"ג|גרם|גר'|יח'|₪|ש\"ח)");
  private static final Pattern SIDE_END = Pattern.compile("\\s?[xX×]\\s?");
  private static final Pattern NOUN_NEXT = Pattern.compile(" ([א-ת]{3,20}'?)");
  private static final Pattern ONE_AND_ONE = Pattern.compile("(\\d)\\+(\\d)(?![\\d.,=+])");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Replacement fraction = fraction(place);
    if (fraction != null) {
      return fraction;
    }
    Matcher times = place.matcher(TIMES);
    if (times.lookingAt()
        && Letters.startsWord(place.text(), place.at())
        && !MODEL_WORD.matcher(place.wordBefore()).matches()) {
      String factor = times.group(1) == null ? times.group(2) : times.group(1);
      String by = FACTOR_WORD.matcher(place.wordBefore()).matches() ? "" : "כפול ";
      return new Replacement(by + feminine(factor), times.end());
    }
    Matcher sum = place.matcher(ONE_AND_ONE);
    if (sum.lookingAt()) {
      Matcher noun = place.matcher(NOUN_NEXT, sum.end());
      Gender gender =
          noun.lookingAt()
              ? CountedNouns.afterNumber(HUNDRED, noun.group(1))
                  .map(found -> found.noun().gender())
                  .orElse(Gender.FEMININE)
              : Gender.FEMININE;
      return new Replacement(
          HebrewNumbers.cardinal(number(sum.group(1)), gender)
              + " פלוס "
              + HebrewNumbers.cardinal(number(sum.group(2)), gender),
          sum.end());
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
      boolean factors =
          place.follows(dimensions.end(), PORTION_NEXT)
              || FACTORS.matcher(dimensions.group()).find()
                  && !place.follows(dimensions.end(), LENGTH_NEXT);
      return sides(dimensions, factors ? " כפול " : " על ");
    }
    return null;
  }

  /// All sides but the last, which is read with its unit: 10x15 ס"מ.
  private static Replacement sides(Matcher dimensions, String by) {
    String written = dimensions.group();
    Matcher sign = SIDE_END.matcher(written);
    var words = new StringBuilder();
    int from = 0;
    while (sign.find()) {
      words
          .append(Amount.of(written.substring(from, sign.start())).alone(Gender.FEMININE))
          .append(by);
      from = sign.end();
    }
    return new Replacement(words.toString(), dimensions.start() + from);
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
    long part = number(found.group(1));
    long whole = number(found.group(2));
    if (part >= whole) {
      return null;
    }
    String words = part == 3 && whole == 4 ? "שלושת רבעי" : fractionOf((int) part, (int) whole);
    return new Replacement(words, found.end() - 1);
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
