package app.kolan.server.llm;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a language model answers by a tool call, within bounds.
public final class ToolCallAnswer {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_LETTERS = 64 * 1024;

  private ToolCallAnswer() {}

  /// Asks. Blocks for as long as that takes.
  ///
  /// @return the arguments of the first call of the tool, or the JSON in the text of a model that
  ///   made none; empty when there is neither
  public static String read(LanguageModel model, ChatInput input, String tool)
      throws ProviderFailure, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    var text = new StringBuilder();
    @Nullable String arguments = null;
    try (ChatStream stream = model.chat(input)) {
      Piece piece = stream.next();
      while (piece != null) {
        if (System.nanoTime() > deadline || text.length() > MOST_LETTERS) {
          throw new ProviderFailure(
              model.provider(), FailureKind.TOO_SLOW, "the answer does not end");
        }
        switch (piece) {
          case Piece.Words(String words) -> text.append(words);
          case Piece.Restarted() -> text.setLength(0);
          case Piece.Use(ToolCall call) -> {
            if (call.name().equals(tool) && arguments == null) {
              arguments = call.arguments();
            }
          }
        }
        piece = stream.next();
      }
    }
    return arguments == null ? object(text.toString()) : arguments;
  }

  /// The JSON object in a text, without what stands around it.
  private static String object(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    return from >= 0 && to > from ? text.substring(from, to + 1) : text;
  }
}
