package app.kolan.server.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// A model wants a tool to be used.
///
/// @param id the model's own name for this use; with the call's it makes the use unique
/// @param arguments a JSON object as text, just as the model wrote it
public record ToolCall(String id, String name, String arguments) {
  /// A use with one argument.
  public static ToolCall of(String id, String name, String argument, String value) {
    return new ToolCall(
        id, name, JsonNodeFactory.instance.objectNode().put(argument, value).toString());
  }

  /// Without the arguments, which hold what a caller said.
  @Override
  public String toString() {
    return "ToolCall[" + id + ", " + name + "]";
  }
}
