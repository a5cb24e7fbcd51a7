package app.kolan.server.stt;

import java.util.List;
import java.util.regex.Pattern;

/// Normalizes transcripts: one space between words, none around them, and no direction marks.
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

  /// Joins pieces of whole words.
  static String join(List<String> pieces) {
    return tidy(String.join(" ", pieces));
  }
}
