package app.kolan.stubs.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The reply of a model.
///
/// @param pieces in order; text before tool calls
/// @param pace the delay before each piece, including the first
public record ModelReply(List<Piece> pieces, Duration pace) {
  public ModelReply {
    pieces = List.copyOf(pieces);
  }

  /// A piece of a reply.
  public sealed interface Piece {
    record Words(String text) implements Piece {}

    /// @param arguments a JSON object
    record Use(String tool, String arguments) implements Piece {}
  }

  /// A text word by word, without delay.
  public static ModelReply words(String text) {
    return new ModelReply(pieces(text), Duration.ZERO);
  }

  /// A tool call without text.
  public static ModelReply use(String tool, String arguments) {
    return new ModelReply(List.of(new Piece.Use(tool, arguments)), Duration.ZERO);
  }

  /// Adds another tool call.
  public ModelReply andUse(String tool, String arguments) {
    var more = new ArrayList<>(pieces);
    more.add(new Piece.Use(tool, arguments));
    return new ModelReply(more, pace);
  }

  /// Delays each piece by this time.
  public ModelReply paced(Duration each) {
    return new ModelReply(pieces, each);
  }

  /// The whole text.
  public String said() {
    var said = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Words(var text)) {
        said.append(text);
      }
    }
    return said.toString();
  }

  /// Divided as models do: a word with the space before it.
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
