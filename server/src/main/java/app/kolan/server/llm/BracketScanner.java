package app.kolan.server.llm;

/// Finds the end of a text in brackets, as it grows: of JSON, or of a call such as
/// `end_call(reason="done")`. Brackets in quotes do not count.
final class BracketScanner {
  private static final char NONE = 0;
  private static final String BEFORE_VALUE = "{[(,:=";

  private int at;
  private int depth;
  private char quote;
  private char previous;
  private boolean escaped;
  private boolean prose;

  /// Whether words stand outside of all quotes, so that the text is neither JSON nor a call. Latin
  /// letters do not tell, since names and literals have them.
  boolean areProse() {
    return prose;
  }

  /// The position behind the bracket that closes the first one.
  ///
  /// @param text begins as it did the last time
  /// @return less than 0 when it is not there yet
  int end(CharSequence text) {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (quote != NONE) {
        if (next == quote && !escaped) {
          quote = NONE;
        }
        escaped = !escaped && next == '\\';
      } else {
        switch (next) {
          case '"' -> quote = depth > 0 ? next : NONE;
          case '\'' -> quote = depth > 0 && BEFORE_VALUE.indexOf(previous) >= 0 ? next : NONE;
          case '{', '[', '(' -> depth++;
          case '}', ']', ')' -> depth--;
          default -> prose |= next > 127 && Character.isLetter(next);
        }
        if (depth == 0 && (next == '}' || next == ']' || next == ')')) {
          return at;
        }
      }
      previous = Character.isWhitespace(next) ? previous : next;
    }
    return -1;
  }
}
