package app.kolan.vendors.mind;

/// One thing that was said or done, as a model is told of it.
public sealed interface Turn {
  /// The user of the model said this.
  record FromUser(String words) implements Turn {}

  /// The model said this.
  record FromModel(String words) implements Turn {}

  /// The model used a tool.
  ///
  /// @param arguments a JSON object
  record Use(String id, String tool, String arguments) implements Turn {}

  /// What came of it.
  record Outcome(String tool, String result) implements Turn {}
}
