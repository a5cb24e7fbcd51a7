package app.kolan.server.llm;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import org.jspecify.annotations.Nullable;

/// An answer that is being thought of. One thread takes its pieces; closing it early stops the
/// provider, and with it what it costs.
public interface ChatStream extends AutoCloseable {
  /// Waits for the next piece.
  ///
  /// @return null when the answer is complete
  /// @throws ProviderFailure when the provider fails, or lets us wait too long
  /// @throws InterruptedException promptly, when the thread is interrupted
  @Nullable Piece next() throws ProviderFailure, InterruptedException;

  /// These words of the answer are being said, and cannot be taken back. A provider that has to go
  /// on in place of another goes on behind them. By the thread that takes the pieces.
  ///
  /// @param words the next ones, with the spaces between them
  default void said(String words) {}

  /// Gives up what has not been taken. From any thread; a second time does nothing.
  @Override
  void close();

  /// A piece of an answer.
  sealed interface Piece {
    /// Words to say, a few letters or many, with the spaces between them.
    record Words(String text) implements Piece {
      /// Without the words.
      @Override
      public String toString() {
        return "Words[" + text.length() + "]";
      }
    }

    /// Another provider goes on with the answer. What came so far and was not confirmed by
    /// [ChatStream#said] is void, uses of tools included.
    record Restarted() implements Piece {}

    /// A tool is to be used. Its result goes into the next question.
    record Use(ToolCall call) implements Piece {}
  }
}
