package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.tool.ToolSpec;
import java.util.List;

/// The input of a realtime model before it talks.
///
/// @param instructions the system prompt
/// @param before what was said on this call already, oldest first; empty at its beginning
/// @param tools the tools that it may call
public record RealtimeOptions(
    String instructions, List<ChatInput.Message> before, List<ToolSpec> tools) {
  public RealtimeOptions {
    before = List.copyOf(before);
    tools = List.copyOf(tools);
  }
}
