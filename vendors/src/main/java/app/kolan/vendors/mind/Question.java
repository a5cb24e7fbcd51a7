package app.kolan.vendors.mind;

import java.util.List;

/// What a model was asked, read out of a vendor's request.
record Question(String model, String instructions, List<Turn> turns, List<OfferedTool> tools) {
  Question {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }
}
