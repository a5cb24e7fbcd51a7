package app.kolan.server.llm;

/// Finds the end of a text in brackets, as it grows: of JSON, or of a call such as
/// `end_call(reason="done")`. Brackets in double quotes do not count.
final class BracketScanner {
  private int at;
  private int depth;
  private boolean quoted;
  private boolean escaped;

  /// The position behind the bracket that closes the first one.
  ///
  /// @param text begins as it did the last time
  /// @return less than 0 when it is not there yet
  int end(CharSequence text) {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (quoted) {
        quoted = escaped || next != '"';
        escaped = !escaped && next == '\\';
      } else {
        switch (next) {
          case '"' -> quoted = depth > 0;
          case '{', '[', '(' -> depth++;
          case '}', ']', ')' -> depth--;
          default -> {}
        }
        if (depth == 0 && (next == '}' || next == ']' || next == ')')) {
          return at;
        }
      }
    }
    return -1;
  }
}
