package app.kolan.server.llm;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A response of a language model while it is being generated. One thread takes its pieces; closing
/// it early stops the provider, and its cost.
public interface ChatStream extends AutoCloseable {
  /// Waits for the next piece.
  ///
  /// @return null when the response is complete
  /// @throws ProviderFailure when the provider fails, or exceeds a timeout
  /// @throws InterruptedException promptly, when the thread is interrupted
  @Nullable Piece next() throws ProviderFailure, InterruptedException;

  /// Confirms that these words of the answer are being spoken and cannot be withdrawn. A fallback
  /// provider continues after them. Called by the thread that takes the pieces.
  ///
  /// @param words the next words, with the spaces between them
  default void said(String words) {}

  /// Takes what has come and was not taken, without waiting: of a response that is given up, to
  /// know what was generated.
  default List<Piece> unread() {
    return List.of();
  }

  /// What the response has used, as the provider told; null when it did not, or not yet.
  default @Nullable UsageUnits usage() {
    return null;
  }

  /// Cancels the rest. May be called from any thread; repeated calls have no effect.
  @Override
  void close();

  /// A piece of a response.
  sealed interface Piece {
    /// Text to say, a few letters or many, with the spaces between the words.
    record Words(String text) implements Piece {
      /// Omits the text.
      @Override
      public String toString() {
        return "Words[" + text.length() + "]";
      }
    }

    /// A fallback provider continues the answer. Earlier pieces that were not confirmed by
    /// [ChatStream#said] are void, tool calls included.
    record Restarted() implements Piece {}

    /// A tool call. Its result goes into the next request.
    record Use(ToolCall call) implements Piece {}
  }
}
