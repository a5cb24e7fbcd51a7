package app.kolan.server.tool;

import java.time.Duration;

/// Something that a receptionist can do besides talking. Safe to share between calls.
public interface Tool {
  /// How long a tool may take that does not say otherwise. The caller waits meanwhile.
  Duration USUAL_LIMIT = Duration.ofSeconds(5);

  /// What a model is told about it. Its parameters are such as [Parameters] reads.
  ToolSpec spec();

  SideEffect effect();

  /// After this it is interrupted.
  default Duration timeLimit() {
    return USUAL_LIMIT;
  }

  /// Does it. What cannot be done is told in the result, in words from which a model knows what to
  /// do next; an exception is a fault, and the model learns only that there was one.
  ///
  /// Blocks; gives up promptly when the thread is interrupted.
  ToolResult use(CheckedToolCall use) throws InterruptedException;
}
