package app.kolan.stubs.llm;

import java.util.List;

/// What a model was asked, read out of a vendor's request.
record Question(String model, String instructions, List<ChatTurn> turns, List<OfferedTool> tools) {
  Question {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }
}
