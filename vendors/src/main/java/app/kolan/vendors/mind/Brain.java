package app.kolan.vendors.mind;

import java.util.List;

/// What a stand-in for a language model thinks. Called on the stand-in's thread; must not block.
@FunctionalInterface
public interface Brain {
  /// @param instructions what the model was told to be
  /// @param turns the talk so far, oldest first
  /// @param tools what it may use
  Reply reply(String instructions, List<Turn> turns, List<OfferedTool> tools);
}
