package app.kolan.server.normalize;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Words for both genders at once, of which one is said: צריכ/ה is צריך, מטופל.ת is מטופל, עו"ד/ית
/// is עורך דין.
///
/// The first form is said, with its last letter in final form.
final class GenderedEndings implements NormalizationRule {
  private static final Pattern WORD =
      Pattern.compile("([א-ת]{2,20})[/.](?:[התין]|ית|ות|ים|יות|נה|אה|(?<=היה/)תה)(?![א-ת'\"])");

  /// Behind what another rule has read, such as an abbreviation.
  private static final Pattern ENDING =
      Pattern.compile("(?<=[א-ת])/(?:[התי]|ית|ות|ים|יות)(?![א-ת'\"])");

  private static final Map<Character, Character> FINAL =
      Map.of('כ', 'ך', 'מ', 'ם', 'נ', 'ן', 'פ', 'ף', 'צ', 'ץ');

  @Override
  public @Nullable Replacement at(TextPosition place) {
    Matcher ending = place.matcher(ENDING);
    if (ending.lookingAt()) {
      return new Replacement("", ending.end());
    }
    if (!Letters.startsWord(place.text(), place.at())) {
      return null;
    }
    Matcher word = place.matcher(WORD);
    if (!word.lookingAt()) {
      return null;
    }
    String stem = word.group(1);
    if (stem.equals("את")) {
      return new Replacement("אתה", word.end());
    }
    int last = stem.length() - 1;
    char end = stem.charAt(last);
    return new Replacement(stem.substring(0, last) + FINAL.getOrDefault(end, end), word.end());
  }
}
