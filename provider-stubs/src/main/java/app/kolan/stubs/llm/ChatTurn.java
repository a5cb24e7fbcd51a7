package app.kolan.stubs.llm;

/// One message of a conversation, as a model receives it.
public sealed interface ChatTurn {
  /// A message of the user.
  record FromUser(String words) implements ChatTurn {}

  /// A message of the model.
  record FromModel(String words) implements ChatTurn {}

  /// A tool call of the model.
  ///
  /// @param arguments a JSON object
  record Use(String id, String tool, String arguments) implements ChatTurn {}

  /// The result of a tool call.
  record Outcome(String tool, String result) implements ChatTurn {}
}
