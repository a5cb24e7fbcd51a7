package app.kolan.server.tool;

import java.time.Duration;

/// Something that an agent can do besides talking. Thread-safe; shared between calls.
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

  /// Whether it makes sense only in a call that was placed so that the agent talks.
  default boolean needsPlacedTalk() {
    return false;
  }

  /// Executes a call. What cannot be done is a result in words from which a model knows what to do
  /// next; an exception is an internal error, and the model learns only that there was one.
  ///
  /// Blocks; returns promptly when the thread is interrupted.
  ToolResult use(CheckedToolCall use) throws InterruptedException;
}
