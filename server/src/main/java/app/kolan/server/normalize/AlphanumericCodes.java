package app.kolan.server.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// AlphanumericCodes of Latin letters and digits, such as X7-42, ABC-123, A1B2 and, after a word
/// like אישור, QX77: each digit by itself, with a pause at each hyphen.
final class AlphanumericCodes implements NormalizationRule {
  private static final Pattern CODE =
      Pattern.compile(
          "(?=[A-Za-z0-9-]{0,40}[0-9])(?=[A-Za-z0-9-]{0,40}[A-Za-z])"
              + "(?:[A-Za-z]{1,3}|[A-Za-z]{0,3}\\d{1,12}(?:[A-Za-z]{1,3}\\d{0,12}){0,6})"
              + "(?:-(?:[A-Za-z]{1,3}\\d{0,12}|\\d{1,12}[A-Za-z]{0,3})(?:[A-Za-z]{1,3}\\d{1,12}){0,4}){1,6}"
              + "(?![A-Za-z0-9]|-[A-Za-z0-9])");
  private static final Pattern JOINED =
      Pattern.compile(
          "(?=[0-9]{0,12}[A-Za-z])(?:[A-Za-z]{0,3}\\d{1,12}){1,6}[A-Za-z]{0,3}(?![A-Za-z0-9-])");
  private static final Pattern ALTERNATING = Pattern.compile("[A-Za-z]\\d+[A-Za-z]+\\d");
  private static final Pattern RUN = Pattern.compile("[A-Za-z]+|\\d+");

  @Override
  public @Nullable Replacement at(TextPosition place) {
    if (!Letters.startsWord(place.text(), place.at()) && place.prefix().isEmpty()) {
      return null;
    }
    Matcher code = place.matcher(CODE);
    boolean found = code.lookingAt();
    if (!found) {
      code = place.matcher(JOINED);
      found =
          code.lookingAt()
              && (ALTERNATING.matcher(code.group()).find() || DigitStrings.followsCodeWord(place));
    }
    if (!found) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (String part : code.group().split("-", -1)) {
      var words = new ArrayList<String>();
      RUN.matcher(part).results().forEach(run -> words.add(said(run.group())));
      parts.add(String.join(" ", words));
    }
    return new Replacement(String.join(", ", parts), code.end());
  }

  private static String said(String run) {
    if (Letters.isDigit(run.charAt(0))) {
      return DigitStrings.inLongGroups(run);
    }
    return run.length() == 1 ? run : LatinWords.letters(run);
  }
}
