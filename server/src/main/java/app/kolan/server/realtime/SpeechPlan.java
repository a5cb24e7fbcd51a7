package app.kolan.server.realtime;

import app.kolan.server.mind.TalkSoFar;
import app.kolan.server.tool.ToolSpec;
import java.util.List;

/// What a speech model is told before it talks.
///
/// @param instructions who it is and how it behaves
/// @param before what was said on this call already, oldest first; empty at its beginning
/// @param tools what it may use
public record SpeechPlan(
    String instructions, List<TalkSoFar.Message> before, List<ToolSpec> tools) {
  public SpeechPlan {
    before = List.copyOf(before);
    tools = List.copyOf(tools);
  }
}
