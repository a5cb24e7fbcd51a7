package app.kolan.lab.eval;

import app.kolan.lab.eval.HeardCall.Said;
import app.kolan.server.store.CallOutcome;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A call of a story in words, for a judge: who said what in which order, and what was done.
final class CallTranscript {
  private CallTranscript() {}

  /// @param who `caller` or `agent`
  private record Line(String who, String words, Duration from) {}

  /// One JSON object.
  static ObjectNode of(Story story, AgentKind languageModel, HeardCall call) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode said = json.putArray("said");
    for (Line line : lines(story, languageModel, call)) {
      said.addObject().put(line.who(), line.words());
    }
    ArrayNode tools = json.putArray("tools_used");
    call.toolUses()
        .forEach(
            use -> tools.addObject().put("tool", use.tool()).put("arguments", use.arguments()));
    CallOutcome outcome = call.outcome();
    json.put("ended", outcome == null ? "unknown" : outcome.name());
    return json;
  }

  private static List<Line> lines(Story story, AgentKind languageModel, HeardCall call) {
    var lines = new ArrayList<Line>();
    for (Said said : call.said()) {
      lines.add(new Line("agent", said.words(), said.from()));
    }
    for (Story.Line line : story.linesFor(languageModel)) {
      String words =
          switch (line.sentence()) {
            case StoryLine.Says(var text, _) -> text;
            case StoryLine.Interrupts(_, var text) -> text;
            case StoryLine.Mumbles _ -> "(sounds without words)";
            default -> "";
          };
      if (!words.isEmpty()) {
        call.act(StoryScript.soundOf(line))
            .ifPresent(act -> lines.add(new Line("caller", words, act.from())));
      }
    }
    lines.sort(Comparator.comparing(Line::from));
    return lines;
  }
}
