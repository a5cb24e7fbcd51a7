package app.kolan.server.llm;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// What the text of a model comes to, in order: words for the caller, and calls of tools. Used by
/// one thread.
final class TextPieces {
  private final StringBuilder words = new StringBuilder();
  private List<Piece> pieces = new ArrayList<>();
  private char before = ' ';

  /// The character that was said last, also in what was taken already; a space at the beginning.
  char before() {
    return before;
  }

  void say(String text) {
    text.chars().forEach(character -> say((char) character));
  }

  void say(char next) {
    words.append(next);
    before = next;
  }

  void use(ToolCall call) {
    flush();
    pieces.add(new Piece.Use(call));
  }

  /// Nothing that was said so far is for the caller.
  void restart() {
    words.setLength(0);
    pieces.add(new Piece.Restarted());
  }

  /// All since the last time.
  List<Piece> take() {
    flush();
    List<Piece> taken = pieces;
    pieces = new ArrayList<>();
    return taken;
  }

  private void flush() {
    if (!words.isEmpty()) {
      pieces.add(new Piece.Words(words.toString()));
      words.setLength(0);
    }
  }
}
