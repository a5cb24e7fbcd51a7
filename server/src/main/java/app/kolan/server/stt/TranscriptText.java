package app.kolan.server.stt;

import java.util.List;
import java.util.regex.Pattern;

/// Words as vendors write them, made even: one space between them, none around them, and none of
/// the signs that only tell a screen in which direction to write.
final class TranscriptText {
  private static final Pattern DIRECTIONS =
      Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0]+");
  private static final Pattern SPACE_BEFORE_SIGN = Pattern.compile(" (?=[.,?!:;…](?: |$))");

  private TranscriptText() {}

  static String tidy(String text) {
    String bare = DIRECTIONS.matcher(text).replaceAll("");
    String spaced = SPACES.matcher(bare).replaceAll(" ").strip();
    return SPACE_BEFORE_SIGN.matcher(spaced).replaceAll("");
  }

  /// Pieces of whole words, one after the other.
  static String join(List<String> pieces) {
    return tidy(String.join(" ", pieces));
  }
}
