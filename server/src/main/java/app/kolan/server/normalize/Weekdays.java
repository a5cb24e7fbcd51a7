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
  private static final Pattern BETWEEN = Pattern.compile("([א-ו])' ל-?([א-ו])'(?!\\p{L})");
  private static final Pattern LIST =
      Pattern.compile("[א-ו]'(?:(?:, ?| ?ו-?| או |/| ?\\+ ?| )[א-ו]'){1,5}(?![\\p{L}\"-])");
  private static final Pattern BARE_SPAN =
      Pattern.compile("([א-ו])\\s?(?:[-–—]|עד)\\s?([א-ו])(?![\\p{L}\"'])");
  private static final Pattern BARE_LIST =
      Pattern.compile("[א-ו](?:(?:, ?| ?ו-| או |/)[א-ו]){1,5}(?![\\p{L}\\p{M}\"'-])");
  private static final Pattern ANY_BARE = Pattern.compile("(?<![א-ת])(ו-)?([א-ו])(?![א-ת])");
  private static final Pattern BARE =
      Pattern.compile("([א-ו])(?![\\p{L}\\p{M}\"']|-[\\p{L}\\p{M}\\d])");
  private static final Pattern ANY_LETTER = Pattern.compile("([א-ו])'");
  private static final Pattern LETTER = Pattern.compile("([א-ו])'(?![\\p{L}\"])");
  private static final Pattern HOUR_NEXT =
      Pattern.compile(
          ":? ?\\d{1,2}:\\d{2}|:? \\d{1,2}-\\d{1,2}(?![\\d.,:/-]\\d|\\d| [א-ת])| וערבי? חג|: ?סגור");
  private static final Pattern DAYS_BEFORE =
      Pattern.compile(
          "(?<![א-ת])[ובמהלכש]{0,2}[א-ו]'"
              + "(?:[^.!?]|\\.{3}|…){0,40}(?:[^\\p{L}\\p{M}\\d\\s\"'.!?/]|\\.{3}|…)\\s{0,3}ו?$");
  private static final Pattern PAUSE_BEFORE =
      Pattern.compile("(?:[^\\p{L}\\p{M}\\d\\s\"'!?/])\\s{0,3}ו?$");
  private static final Pattern NAMED_SPAN =
      Pattern.compile("(" + NAME + ")\\s?[-–—]\\s?(" + NAME + ")(?!\\p{L})");
  private static final Pattern DAY_NOUN =
      Pattern.compile("(?<![א-ת])[ובמהלכש]{0,3}(?:יום|ימים|ימי) $");
  private static final Pattern DAY_WORD =
      Pattern.compile("[ובמהלכש]{0,3}(?:יום|ימים|ימי)|ראשון|שני|שלישי|רביעי|חמישי|שישי");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at())
        || !Letters.isHebrew(place.text().codePointAt(place.at()))) {
      return null;
    }
    if (LetterNumerals.follow(place)) {
      return null;
    }
    Matcher span = place.matcher(SPAN);
    if (span.lookingAt()) {
      return new Replacement(name(span.group(1)) + " עד " + name(span.group(2)), span.end());
    }
    Matcher between = place.matcher(BETWEEN);
    if (between.lookingAt() && place.wordBefore().endsWith("בין")) {
      return new Replacement(name(between.group(1)) + " ל" + name(between.group(2)), between.end());
    }
    Matcher named = place.matcher(NAMED_SPAN);
    if (named.lookingAt()) {
      return new Replacement(named.group(1) + " עד " + named.group(2), named.end());
    }
    Matcher list = place.matcher(LIST);
    if (list.lookingAt()
        && (DAY_WORD.matcher(place.wordBefore()).matches()
            || place.follows(list.end(), HOUR_NEXT))) {
      String names = ANY_LETTER.matcher(list.group()).replaceAll(day -> name(day.group(1)));
      return new Replacement(
          names.replace("ו-", "ו").replaceAll(" ?\\+ ?", " ו").replace("/", " או "), list.end());
    }
    Replacement bare = bare(place);
    if (bare != null) {
      return bare;
    }
    Matcher letter = place.matcher(LETTER);
    if (letter.lookingAt()
        && (DAY_WORD.matcher(place.wordBefore()).matches()
            || place.follows(letter.end(), HOUR_NEXT)
            || place.isPrecededBy(PAUSE_BEFORE) && place.isPrecededBy(DAYS_BEFORE))) {
      return new Replacement(name(letter.group(1)), letter.end());
    }
    return null;
  }

  /// Days whose letters have no geresh: ימים א-ה, יום ב.
  private static @Nullable Replacement bare(TextPosition place) {
    boolean named = DAY_WORD.matcher(place.wordBefore()).matches();
    Matcher span = place.matcher(BARE_SPAN);
    if (span.lookingAt() && (named || place.follows(span.end(), HOUR_NEXT))) {
      return new Replacement(name(span.group(1)) + " עד " + name(span.group(2)), span.end());
    }
    boolean afterDay = place.isPrecededBy(DAY_NOUN);
    Matcher list = place.matcher(BARE_LIST);
    if (list.lookingAt() && (afterDay || place.follows(list.end(), HOUR_NEXT))) {
      String names =
          ANY_BARE
              .matcher(list.group())
              .replaceAll(day -> (day.group(1) == null ? "" : "ו") + name(day.group(2)));
      return new Replacement(names.replace("/", " או "), list.end());
    }
    Matcher letter = place.matcher(BARE);
    return afterDay && letter.lookingAt()
        ? new Replacement(name(letter.group(1)), letter.end())
        : null;
  }

  private static String name(String letter) {
    return NAMES.get(letter.charAt(0) - 'א');
  }
}
