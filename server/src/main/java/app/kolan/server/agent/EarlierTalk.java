package app.kolan.server.agent;

import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.Turn;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What was said in a call before people were asked to take it, who did not.
///
/// @param turns all of them, in order
/// @param handOver the last time that people were asked
public record EarlierTalk(List<Turn> turns, HandOver handOver) {
  /// The tool by which a model hands a caller over.
  private static final String TOOL = "transfer_to_human";

  /// As many as every provider takes.
  private static final int LETTERS_OF_AN_ID = 9;

  public EarlierTalk {
    turns = List.copyOf(turns);
  }

  /// Puts it into a history: what both have said, and that nobody took the call.
  void addTo(ChatHistory history, PromptLibrary prompts) {
    for (Turn turn : turns) {
      String words = turn.words();
      if (words == null || words.isBlank()) {
        continue;
      }
      switch (turn.speaker()) {
        case CALLER -> {
          history.callerBegan();
          history.callerEnded();
          history.callerSaid(words);
        }
        case AGENT -> history.weSaid(words, turn.cutOff());
      }
    }
    String arguments =
        JsonNodeFactory.instance.objectNode().put("to", handOver.people().getFirst()).toString();
    history.giveBack(
        new ToolCall(handOver.id().substring(0, LETTERS_OF_AN_ID), TOOL, arguments),
        ToolResult.failed(told(prompts.text(Prompt.TRANSFER_FAILED))));
  }

  private String told(String heard) {
    String asked =
        handOver.people().stream()
            .limit(handOver.outcomes().size())
            .collect(Collectors.joining(", "));
    String outcomes =
        handOver.outcomes().stream()
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
    return """
        Nobody took the call. Rung: %s. What came of it: %s. The caller waited meanwhile, has just \
        heard "%s" and talks with you again. Go on from what was said before: offer in one sentence \
        what you can do instead, such as a message or a call back. Connect them again only if they \
        ask for it."""
        .formatted(asked, outcomes, heard);
  }
}
