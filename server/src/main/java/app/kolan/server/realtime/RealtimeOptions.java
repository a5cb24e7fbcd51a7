package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.tool.ToolSpec;
import java.util.List;

/// What a speech model is told before it talks.
///
/// @param instructions who it is and how it behaves
/// @param before what was said on this call already, oldest first; empty at its beginning
/// @param tools what it may use
public record RealtimeOptions(
    String instructions, List<ChatInput.Message> before, List<ToolSpec> tools) {
  public RealtimeOptions {
    before = List.copyOf(before);
    tools = List.copyOf(tools);
  }
}
