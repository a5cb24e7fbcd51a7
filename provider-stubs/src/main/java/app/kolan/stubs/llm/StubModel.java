package app.kolan.stubs.llm;

import java.util.List;

/// Decides what a language model stub says. Called on the stub's thread; must not block.
@FunctionalInterface
public interface StubModel {
  /// @param instructions the system prompt
  /// @param turns the conversation so far, oldest first
  /// @param tools the tools that the model may call
  ModelReply reply(String instructions, List<ChatTurn> turns, List<OfferedTool> tools);
}
