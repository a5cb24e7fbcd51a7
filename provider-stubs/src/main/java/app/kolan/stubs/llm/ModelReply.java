package app.kolan.stubs.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a model answers.
///
/// @param pieces in order; words before uses of tools
/// @param pace the time before each piece, the first too
public record ModelReply(List<Piece> pieces, Duration pace) {
  public ModelReply {
    pieces = List.copyOf(pieces);
  }

  /// A piece of an answer.
  public sealed interface Piece {
    record Words(String text) implements Piece {}

    /// @param arguments a JSON object
    record Use(String tool, String arguments) implements Piece {}
  }

  /// Says this word by word, at once.
  public static ModelReply words(String text) {
    return new ModelReply(pieces(text), Duration.ZERO);
  }

  /// Uses a tool and says nothing.
  public static ModelReply use(String tool, String arguments) {
    return new ModelReply(List.of(new Piece.Use(tool, arguments)), Duration.ZERO);
  }

  /// Uses another tool besides.
  public ModelReply andUse(String tool, String arguments) {
    var more = new ArrayList<>(pieces);
    more.add(new Piece.Use(tool, arguments));
    return new ModelReply(more, pace);
  }

  /// Takes this time before each piece.
  public ModelReply paced(Duration each) {
    return new ModelReply(pieces, each);
  }

  /// The words that are said, together.
  public String said() {
    var said = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Words(var text)) {
        said.append(text);
      }
    }
    return said.toString();
  }

  /// Cut as models cut: a word with the space before it.
  static List<Piece> pieces(String text) {
    var pieces = new ArrayList<Piece>();
    int from = 0;
    for (int at = 1; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == ' ') {
        pieces.add(new Piece.Words(text.substring(from, at)));
        from = at;
      }
    }
    return pieces;
  }
}
