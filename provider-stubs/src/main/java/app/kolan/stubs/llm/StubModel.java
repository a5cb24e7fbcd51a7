package app.kolan.stubs.llm;

import java.util.List;

/// What a stand-in for a language model thinks. Called on the stand-in's thread; must not block.
@FunctionalInterface
public interface StubModel {
  /// @param instructions what the model was told to be
  /// @param turns the talk so far, oldest first
  /// @param tools what it may use
  ModelReply reply(String instructions, List<ChatTurn> turns, List<OfferedTool> tools);
}
