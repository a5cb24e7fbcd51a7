package app.kolan.server.normalize;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Days of the week by their letters, and spans of them: ימים א'-ה' is ימים ראשון עד חמישי.
final class Weekdays implements NormalizationRule {
  private static final List<String> NAMES =
      List.of("ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי");
  private static final String NAME = "ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת";
  private static final Pattern SPAN =
      Pattern.compile("([א-ו])'\\s?(?:[-–—]|עד)\\s?([א-ו])'(?!\\p{L})");
  private static final Pattern LIST =
      Pattern.compile("[א-ו]'(?:(?:, ?| ?ו-?| או | )[א-ו]'){1,5}(?![\\p{L}\"-])");
  private static final Pattern ANY_LETTER = Pattern.compile("([א-ו])'");
  private static final Pattern LETTER = Pattern.compile("([א-ו])'(?![\\p{L}\"])");
  private static final Pattern HOUR_NEXT = Pattern.compile(":? ?\\d{1,2}:\\d{2}");
  private static final Pattern NAMED_SPAN =
      Pattern.compile("(" + NAME + ")\\s?[-–—]\\s?(" + NAME + ")(?!\\p{L})");
  private static final Pattern DAY_WORD =
      Pattern.compile("[ובמהלכש]{0,3}(?:יום|ימים|ימי)|ראשון|שני|שלישי|רביעי|חמישי|שישי");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at())) {
      return null;
    }
    if (LetterNumerals.follow(place)) {
      return null;
    }
    Matcher span = place.matcher(SPAN);
    if (span.lookingAt()) {
      return new Replacement(name(span.group(1)) + " עד " + name(span.group(2)), span.end());
    }
    Matcher named = place.matcher(NAMED_SPAN);
    if (named.lookingAt()) {
      return new Replacement(named.group(1) + " עד " + named.group(2), named.end());
    }
    Matcher list = place.matcher(LIST);
    if (list.lookingAt() && DAY_WORD.matcher(place.wordBefore()).matches()) {
      String names = ANY_LETTER.matcher(list.group()).replaceAll(day -> name(day.group(1)));
      return new Replacement(names.replace("ו-", "ו"), list.end());
    }
    Matcher letter = place.matcher(LETTER);
    if (letter.lookingAt()
        && (DAY_WORD.matcher(place.wordBefore()).matches()
            || place.follows(letter.end(), HOUR_NEXT))) {
      return new Replacement(name(letter.group(1)), letter.end());
    }
    return null;
  }

  private static String name(String letter) {
    return NAMES.get(letter.charAt(0) - 'א');
  }
}
