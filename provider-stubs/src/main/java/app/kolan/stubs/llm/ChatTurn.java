package app.kolan.stubs.llm;

/// One thing that was said or done, as a model is told of it.
public sealed interface ChatTurn {
  /// The user of the model said this.
  record FromUser(String words) implements ChatTurn {}

  /// The model said this.
  record FromModel(String words) implements ChatTurn {}

  /// The model used a tool.
  ///
  /// @param arguments a JSON object
  record Use(String id, String tool, String arguments) implements ChatTurn {}

  /// What came of it.
  record Outcome(String tool, String result) implements ChatTurn {}
}
