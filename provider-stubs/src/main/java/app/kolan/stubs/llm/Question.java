package app.kolan.stubs.llm;

import java.util.List;

/// The input of a model, parsed from a provider's request.
record Question(String model, String instructions, List<ChatTurn> turns, List<OfferedTool> tools) {
  Question {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }
}
