package app.kolan.server.normalize;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * The hard one: a Hebrew number cannot be read without what it counts.
 *
 *   3 ימים     שלושה ימים       the noun's gender rules the number: ים is masculine here,
 *   3 שעות     שלוש שעות        ות feminine,
 *   3 לקוחות   שלושה לקוחות     and the ending lies often enough to need a list
 *   2 דקות     שתי דקות         two before a noun has a form of its own,
 *   2 שעות     שעתיים           and with some nouns no number at all
 *   1 שקל      שקל אחד          one follows its noun
 *   3 הימים    שלושת הימים      the article asks for the construct state
 *   קומה 3     קומה שלוש        here the noun is named by the number, not counted
 *   2 או 3 ימים                 and here the noun comes after the other number
 *
 * So the noun is looked for, in this order: a currency before the number; a sign or word right
 * after it; a scale (אלף, מיליון) and then the noun; after "or", "to", "and" and another number.
 * A singular is taken as counted only where Hebrew counts with singulars (מאה שקל, שלושים יום),
 * which is what tells "קומה 3 דירה 5" from three flats.
 *
 * Without a noun the number is feminine. That is the form in which Hebrew counts, dials, names
 * floors, rooms, buses and ages, and gives the time; the masculine never stands without its noun.
 */
/// Numbers with what they count: days, shekels, percent, metres, and ranges of these.
final class Quantities implements NormalizationRule {
  private static final long MANY = 1000;
  private static final Pattern CURRENCY_FIRST = Pattern.compile("([₪$€£])\\s?(?=\\d)");
  private static final Pattern NUMBER = Pattern.compile(Amount.WRITTEN);
  private static final Pattern TO =
      Pattern.compile(
          "(?:(?:[₪$€£%]|°C?)(?=\\s?[-–—]\\s?[\\d,.]{1,15}\\s?[%₪$€£°]|\\s?[-–—]\\s?[₪$€£]))?"
              + "\\s?[-–—]\\s?[₪$€£]?("
              + Amount.WRITTEN
              + ")(?!\\d|[-–]\\d|[:.]\\d)");
  private static final Pattern SCALE =
      Pattern.compile(
          "(?:\\s(?=[א-ת])|(?=[KkM]))(אלף|אלפים|מיליון|מליון|מיליארד|[KkM])(?![\\p{L}\\d'\"])");
  private static final Pattern OTHER_NUMBER =
      Pattern.compile("(?:,? או(?: עד)? |,? עד |\\sל-?|\\sו-?|, | עד ל-?)(" + Amount.WRITTEN + ")");
  private static final Pattern SECOND_PART =
      Pattern.compile(
          "(?:/(?:ת|ית|ה))?(\\s(?:דין|חשבון|חשבונות|ספר|חולים|מרקחת|קפה|שינה|אמבטיה|עסקים|עבודה|חופש|חופשה"
              + "|מחלה|חניה|שיניים|ילדים|משפחה|שירות|מכירות|לקוחות|כניסה|משרד))(?!\\p{L})");
  private static final Pattern AND_PART = Pattern.compile("\\s(?:וחצי|ורבע)(?=\\s)");
  private static final Pattern HALF = Pattern.compile("\\s?½|\\s(?:ו-?)?1/2(?![\\d/])");
  private static final int MOST_NUMBERS = 4;
  private static final Map<String, String> QUARTERS = Map.of("25", "רבע", "75", "שלושת רבעי");
  private static final Pattern PICTURE =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:מצלמה|מצלמת|מצלמות|מסך|מסכי|טלוויזיה|טלוויזיית|וידאו|רזולוציה|רזולוציית|סרטון|איכות)");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Matcher currency = place.matcher(CURRENCY_FIRST);
    if (currency.lookingAt()) {
      return afterCurrency(place, currency);
    }
    Matcher number = place.matcher(NUMBER);
    if (!number.lookingAt()) {
      return null;
    }
    Amount amount = Amount.of(number.group());
    Matcher to = place.matcher(TO, number.end());
    if (to.lookingAt() && amount.isLessThan(Amount.of(to.group(1)))) {
      return range(amount, Amount.of(to.group(1)), to.end(), place);
    }
    return quantity(amount, number.end(), place);
  }

  private static @Nullable Replacement afterCurrency(TextPosition place, Matcher currency) {
    Matcher number = place.matcher(NUMBER, currency.end());
    if (!number.lookingAt()) {
      return null;
    }
    Amount amount = Amount.of(number.group());
    String sign = currency.group(1);
    Matcher to = place.matcher(TO, number.end());
    if (to.lookingAt() && amount.isLessThan(Amount.of(to.group(1)))) {
      Amount last = Amount.of(to.group(1));
      CountedNoun noun = found(last.whole(), sign).noun();
      return new Replacement(
          amount.alone(noun.gender()) + " עד " + counted(last, found(last.whole(), sign)),
          to.end());
    }
    Matcher scale = place.matcher(SCALE, number.end());
    if (scale.lookingAt()) {
      return new Replacement(
          scaled(amount, scale.group(1)) + " " + found(MANY, sign).noun().few(), scale.end());
    }
    return new Replacement(counted(amount, found(amount.whole(), sign)), number.end());
  }

  private static CountedNouns.Found found(long number, String sign) {
    return CountedNouns.afterNumber(number, sign)
        .orElseThrow(() -> new IllegalStateException("no noun for " + sign));
  }

  private static Replacement range(Amount from, Amount to, int end, TextPosition place) {
    Replacement last = quantity(to, end, new TextPosition(place.text(), place.at(), ""));
    Optional<NounMatch> noun =
        scaleAt(end, place) ? Optional.empty() : NounMatch.at(to.whole(), end, place);
    String first =
        noun.flatMap(match -> firstWithNoun(from, to, match.found().noun()))
            .orElseGet(() -> firstAlone(from, genderAfter(to, end, place)));
    return new Replacement(first + place.joint() + last.words(), last.end());
  }

  private static String firstAlone(Amount from, Gender gender) {
    if (!from.isAndHalf()) {
      return from.alone(gender);
    }
    return from.whole() == 0 ? "חצי" : HebrewNumbers.cardinal(from.whole(), gender) + " וחצי";
  }

  /// The lower end of a range that has the noun too, because the upper end has no number that it
  /// could share: שעה עד שעתיים, שעה וחצי עד שעתיים, חצי קילוגרם עד קילוגרם.
  private static Optional<String> firstWithNoun(Amount from, Amount to, CountedNoun noun) {
    boolean dual = noun.two() != null;
    boolean sharesNone =
        to.whole() < 2 && to.isAndHalf()
            || dual && to.whole() == 2 && (to.isWhole() || to.isAndHalf())
            || to.whole() == 1 && to.isWhole();
    if (!sharesNone || Money.isCurrency(noun)) {
      return Optional.empty();
    }
    if (from.isAndHalf()) {
      return Optional.of(noun.countedAndHalf(from.whole(), noun::counted));
    }
    if (from.isWhole() && from.whole() == 1) {
      return Optional.of(noun.one());
    }
    return from.isWhole() && from.whole() == 2 && dual
        ? Optional.of(noun.counted(2))
        : Optional.empty();
  }

  private static boolean scaleAt(int end, TextPosition place) {
    return place.matcher(SCALE, end).lookingAt();
  }

  /// The gender of what stands behind a number; feminine, as numbers alone are, where that is no
  /// noun.
  static Gender genderAfter(Amount amount, int end, TextPosition place) {
    Matcher scale = place.matcher(SCALE, end);
    if (scale.lookingAt()) {
      return Gender.MASCULINE;
    }
    return NounMatch.at(amount.whole(), end, place)
        .map(match -> match.found().noun().gender())
        .orElse(Gender.FEMININE);
  }

  private static Replacement quantity(Amount amount, int end, TextPosition place) {
    Matcher half = place.matcher(HALF, end);
    if (half.lookingAt() && amount.isWhole()) {
      return quantity(new Amount(amount.whole(), "5"), half.end(), place);
    }
    Matcher scale = place.matcher(SCALE, end);
    if (scale.lookingAt() && !isResolution(scale, amount, place)) {
      Optional<NounMatch> noun = NounMatch.at(MANY, scale.end(), place);
      String words = scaled(amount, scale.group(1));
      return noun.map(match -> new Replacement(words + " " + match.many(), match.end()))
          .orElseGet(() -> new Replacement(words, scale.end()));
    }
    Optional<NounMatch> noun =
        NounMatch.pluralOfBoth(amount.whole(), end, place)
            .or(() -> NounMatch.at(amount.whole(), end, place));
    if (noun.isPresent()) {
      NounMatch match = noun.get();
      Matcher second = place.matcher(SECOND_PART, match.end());
      if (amount.isWhole() && amount.whole() == 1 && second.lookingAt()) {
        CountedNoun compound = match.found().noun();
        String one = HebrewNumbers.cardinal(1, compound.gender());
        return new Replacement(compound.one() + second.group(1) + " " + one, second.end());
      }
      return new Replacement(
          match.definite() ? definite(amount, match) : counted(amount, match.found()), match.end());
    }
    Gender gender =
        NounMatch.partGender(end, place).orElseGet(() -> genderOfOtherNumber(end, place));
    if (amount.fraction().equals("5")) {
      return new Replacement(halfAlone(amount), end);
    }
    if (amount.isWhole() && place.prefix().endsWith("ה") && !place.prefix().equals("מה")) {
      return new Replacement(ordinal(amount.whole(), place), end);
    }
    return new Replacement(amount.alone(gender), end);
  }

  /// Whether 4K or 8K is the resolution of a picture.
  private static boolean isResolution(Matcher scale, Amount amount, TextPosition place) {
    return scale.group(1).equals("K")
        && (amount.whole() == 4 || amount.whole() == 8)
        && PICTURE.matcher(place.wordBefore()).matches();
  }

  private static String halfAlone(Amount amount) {
    return amount.whole() == 0
        ? "חצי"
        : HebrewNumbers.cardinal(amount.whole(), Gender.FEMININE) + " וחצי";
  }

  private static String definite(Amount amount, NounMatch match) {
    Gender gender = match.found().noun().gender();
    return (amount.isWhole()
            ? HebrewNumbers.beforeDefiniteNoun(amount.whole(), gender)
            : amount.alone(gender))
        + " ה"
        + match.word();
  }

  private static String counted(Amount amount, CountedNouns.Found found) {
    CountedNoun noun = found.noun();
    Optional<String> sum = Money.said(amount, noun);
    if (sum.isPresent()) {
      return sum.get();
    }
    if (amount.isAndHalf()) {
      return noun.countedAndHalf(amount.whole(), whole -> counted(whole, found));
    }
    if (amount.whole() == 0 && QUARTERS.containsKey(amount.fraction())) {
      return (amount.fraction().equals("25") ? "רבע " : "שלושת רבעי ") + noun.one();
    }
    if (noun.one().equals("שעה") && QUARTERS.containsKey(amount.fraction()) && amount.whole() > 0) {
      String whole = amount.whole() == 1 ? noun.one() : counted(amount.whole(), found);
      return whole + " ו" + QUARTERS.get(amount.fraction());
    }
    if (!amount.isWhole()) {
      String plural = found.plural();
      return amount.withoutLastZeros().alone(noun.gender())
          + " "
          + (plural == null ? noun.few() : plural);
    }
    return counted(amount.whole(), found);
  }

  /// Up to ten the plural is said, whatever is written (חמישה שקלים); above, what the text has.
  private static String counted(long number, CountedNouns.Found found) {
    String plural = found.plural();
    CountedNoun noun = found.noun();
    return plural == null || number <= 10 && number > 0
        ? noun.counted(number)
        : noun.counted(number, plural);
  }

  /// A number of thousands or millions: חמשת אלפים, מיליון וחצי, שני מיליון.
  private static String scaled(Amount amount, String scale) {
    long factor =
        switch (scale) {
          case "אלף", "אלפים", "K", "k" -> 1_000;
          default -> 1_000_000;
        };
    String word = factor == 1_000 ? "אלף" : "מיליון";
    if (scale.equals("מיליארד")) {
      factor = 1_000_000_000;
      word = scale;
    }
    if (amount.isAndHalf()) {
      return switch ((int) Math.min(amount.whole(), 2)) {
        case 0 -> "חצי " + word;
        case 1 -> word + " וחצי";
        default -> HebrewNumbers.cardinal(amount.whole(), Gender.MASCULINE) + " וחצי " + word;
      };
    }
    if (amount.fraction().equals("25") && amount.whole() == 1) {
      return word + " ורבע";
    }
    if (amount.isWhole()
        && amount.whole() > 0
        && amount.whole() <= HebrewNumbers.LARGEST / factor) {
      return HebrewNumbers.cardinal(amount.whole() * factor, Gender.MASCULINE);
    }
    return amount.alone(Gender.MASCULINE) + " " + word;
  }

  /// The gender of a noun that this number shares with the number after it: 2 או 3 ימים.
  private static Gender genderOfOtherNumber(int end, TextPosition place) {
    Matcher part = place.matcher(AND_PART, end);
    if (part.lookingAt()) {
      return genderAfter(new Amount(MANY, ""), part.end(), place);
    }
    int from = end;
    for (int i = 0; i < MOST_NUMBERS; i++) {
      Matcher other = place.matcher(OTHER_NUMBER, from);
      if (!other.lookingAt()) {
        break;
      }
      from = other.end();
      if (other.group().startsWith(", ") && other.group(1).length() == other.group().length() - 2) {
        continue;
      }
      Optional<NounMatch> noun = NounMatch.at(Amount.of(other.group(1)).whole(), from, place);
      if (noun.isPresent()) {
        return noun.get().found().noun().gender();
      }
      if (scaleAt(from, place)) {
        return Gender.MASCULINE;
      }
    }
    return Gender.FEMININE;
  }

  /// A place in a row, after the noun that it belongs to: הקומה השלישית.
  private static String ordinal(long number, TextPosition place) {
    String noun = place.wordBefore();
    return HebrewNumbers.ordinal(number, genderOf(noun));
  }

  private static Gender genderOf(String noun) {
    for (int start = 0; start < Math.min(3, noun.length()); start++) {
      Optional<Gender> listed = CountedNouns.genderOf(noun.substring(start));
      if (listed.isPresent()) {
        return listed.get();
      }
    }
    boolean hasArticle = noun.length() > 2 && "הבלכ".indexOf(noun.charAt(0)) >= 0;
    return hasArticle && (noun.endsWith("ה") || noun.endsWith("ת"))
        ? Gender.FEMININE
        : Gender.MASCULINE;
  }
}
