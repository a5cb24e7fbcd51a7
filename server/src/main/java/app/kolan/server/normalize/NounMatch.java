package app.kolan.server.normalize;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A noun that a number in a text counts.
///
/// @param definite whether it has the article
/// @param word as it is written, without an article
/// @param end where it ends
record NounMatch(CountedNouns.Found found, boolean definite, String word, int end) {
  private static final long MANY = 1000;
  private static final Pattern NEXT_WORD = Pattern.compile(" [א-ת\"']{2}");
  private static final Pattern NOUN =
      Pattern.compile(
          "\\s?([%₪$€£]|°C|°)(?!\\w)|\\s(ה?)((?:[\\p{L}\\p{M}]|(?<=[\\p{L}\\p{M}])[\"'](?=\\p{L}))++'?+)");
  private static final Pattern JOINED_NOUN =
      Pattern.compile(
          "(ש\"ח|ק\"[מג]|מ\"[רלמ]|ס\"מ|קמ\"ש|GB|MB|TB|kW|W|V|dB|km|kg|cm|mm|ml)(?!\\p{L})");
  private static final Pattern PARTITIVE =
      Pattern.compile("\\s(?:מ(ה[םן])(?!\\p{L})|(?:מה|מן ה|מתוך ה|מבין ה)(\\p{L}{2,30}))");
  private static final Pattern PART_OF_NUMBER =
      Pattern.compile("\\s(?:מ-|מתוך |מכל )(" + Amount.WRITTEN + ")(?=\\s)");
  private static final Pattern SINGULAR_AND_PLURAL =
      Pattern.compile("\\s([א-ת]{2,20}(?<!ים|ות))/(ים|ות|יות)(?![א-ת'\"])");
  private static final Pattern SUCH = Pattern.compile("\\s(?:(כזה|כאלה|כאלו)|כזו|כזאת)(?!\\p{L})");
  private static final Pattern NAMED_BY_NUMBER =
      Pattern.compile(
          "[ובמהלכש]{0,3}(?:קומה|דירה|חדר|כניסה|קו|שלוחה|מספר|מס'|סעיף|שלב|שורה|אולם|עמדה|כביש|פרק"
              + "|עמוד|מקש|אפשרות|ערוץ|גיל|בן|בת|הקש|הקישו|הקישי|להקיש|תקישו|לחץ|לחצו|לחצי|ללחוץ|תלחצו|ספרה|ספרת|תחנה|אזור|קבוצה|רמה|צעד|פריט|שולחן|בניין|סניף|שער|רציף|דלפק)");

  /// The noun right behind a number.
  ///
  /// @param end of the number
  static Optional<NounMatch> at(long number, int end, TextPosition place) {
    Matcher joined = place.matcher(JOINED_NOUN, end);
    if (joined.lookingAt()) {
      return CountedNouns.afterNumber(number, joined.group(1))
          .map(found -> new NounMatch(found, false, joined.group(1), joined.end()));
    }
    Matcher noun = place.matcher(NOUN, end);
    if (!noun.lookingAt() || partGender(end, place).isPresent()) {
      return Optional.empty();
    }
    if (noun.group(1) != null) {
      return CountedNouns.afterNumber(number, noun.group(1))
          .map(found -> new NounMatch(found, false, noun.group(1), noun.end()));
    }
    String written = EightVowelPoints.without(noun.group(3));
    boolean names = NAMED_BY_NUMBER.matcher(place.wordBefore()).matches();
    if (names && number <= 1) {
      return Optional.empty();
    }
    if (noun.group(2).isEmpty() && !names && place.follows(noun.end(), NEXT_WORD)) {
      Optional<CountedNouns.Found> construct = CountedNouns.construct(number, written);
      if (construct.isPresent()) {
        return construct.map(found -> new NounMatch(found, false, written, noun.end()));
      }
    }
    if (number == 1 && !names && isFreeOfPrefix(place)) {
      Optional<CountedNouns.Found> single = CountedNouns.single(noun.group(2) + written);
      if (single.isPresent()) {
        return single.map(
            found -> new NounMatch(found, false, noun.group(2) + written, noun.end()));
      }
    }
    String word = written;
    Optional<CountedNouns.Found> whole = CountedNouns.afterNumber(number, noun.group(2) + word);
    if (noun.group(2).isEmpty() || whole.isPresent() && !isListedPlural(number, word)) {
      return whole.map(found -> new NounMatch(found, false, noun.group(2) + word, noun.end()));
    }
    return CountedNouns.afterNumber(number, word)
        .map(found -> new NounMatch(found, true, word, noun.end()));
  }

  /// Whether no letter is joined to the number that would make it an hour or a day: ב-1, ה-1.
  private static boolean isFreeOfPrefix(TextPosition place) {
    return place.prefix().isEmpty() || "וש".indexOf(place.prefix().charAt(0)) >= 0;
  }

  /// The gender of what a number is a part of: 2 מהעובדות is שתיים מהעובדות.
  static Optional<Gender> partGender(int end, TextPosition place) {
    Matcher such = place.matcher(SUCH, end);
    if (such.lookingAt()) {
      return Optional.of(such.group(1) == null ? Gender.FEMININE : Gender.MASCULINE);
    }
    Matcher ofNumber = place.matcher(PART_OF_NUMBER, end);
    if (ofNumber.lookingAt()) {
      TextPosition whole = new TextPosition(place.text(), ofNumber.start(1), "מ");
      return at(Amount.of(ofNumber.group(1)).whole(), ofNumber.end(), whole)
          .map(match -> match.found().noun().gender());
    }
    Matcher part = place.matcher(PARTITIVE, end);
    if (!part.lookingAt()) {
      return Optional.empty();
    }
    if (part.group(1) != null) {
      return Optional.of(part.group(1).equals("הם") ? Gender.MASCULINE : Gender.FEMININE);
    }
    return CountedNouns.afterNumber(MANY, part.group(2)).map(found -> found.noun().gender());
  }

  /// Whether a word without its first letter ה is a plural too, so that the letter is the article.
  private static boolean isListedPlural(long number, String word) {
    return CountedNouns.afterNumber(number, word).isPresent();
  }

  /// A plural that is written behind the singular, as in 2 מזכיר/ות.
  static Optional<NounMatch> pluralOfBoth(long number, int end, TextPosition place) {
    Matcher both = place.matcher(SINGULAR_AND_PLURAL, end);
    if (number < 2 || !both.lookingAt()) {
      return Optional.empty();
    }
    String plural = both.group(1) + both.group(2);
    return CountedNouns.afterNumber(number, plural)
        .map(found -> new NounMatch(found, false, plural, both.end()));
  }

  /// The plural, with its article.
  String many() {
    String plural = found.plural();
    String word = plural == null ? found.noun().many() : plural;
    return definite ? "ה" + word : word;
  }
}
