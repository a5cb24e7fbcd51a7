package app.kolan.server.normalize;

import java.util.regex.Pattern;

/// Normalizes spaces and pauses after all replacements.
final class SpacingCleaner {
  private static final Pattern DOTS = Pattern.compile("\\.(?: ?\\.)++|…+");
  private static final Pattern LAST_DOTS = Pattern.compile("…[\\s…,]*$");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern BEFORE_MARK = Pattern.compile(" (?=[.,;:!?])");
  private static final Pattern MARKS = Pattern.compile("[.,;:!?](?:[ .,;:!?]*[.,;:!?])");
  private static final Pattern AFTER_MARK = Pattern.compile("([,;!?])(?=[\\p{L}\\p{N}])");
  private static final Pattern FIRST_MARKS = Pattern.compile("^[\\s.,;:!?'-]+");
  private static final Pattern LAST_MARKS = Pattern.compile("[\\s-]+$");
  private static final String STRONGEST_FIRST = "?!.;:,";

  private SpacingCleaner() {}

  static String of(String words) {
    String tidy = DOTS.matcher(words).replaceAll("…");
    tidy = LAST_DOTS.matcher(tidy).replaceAll(".").replace("…", ", ");
    tidy = SPACES.matcher(tidy).replaceAll(" ");
    tidy = BEFORE_MARK.matcher(tidy).replaceAll("");
    tidy = MARKS.matcher(tidy).replaceAll(marks -> strongest(marks.group()));
    tidy = AFTER_MARK.matcher(tidy).replaceAll("$1 ");
    tidy = FIRST_MARKS.matcher(tidy).replaceFirst("");
    return LAST_MARKS.matcher(tidy).replaceFirst("");
  }

  /// Of several punctuation marks in a row, the one with the longest pause.
  private static String strongest(String marks) {
    return STRONGEST_FIRST
        .chars()
        .filter(mark -> marks.indexOf(mark) >= 0)
        .mapToObj(Character::toString)
        .findFirst()
        .orElse(",");
  }
}
