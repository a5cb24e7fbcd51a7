package app.kolan.server.agent;

import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.Turn;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was said in a call before its talk goes on: after people were asked to take it, who did
/// not, or after the server that had it is lost.
///
/// @param turns all of them, in order
/// @param handOver the last time that people were asked, when the talk goes on after that; null
///   when it goes on after a break
public record EarlierTalk(List<Turn> turns, @Nullable HandOver handOver) {
  /// As many as every provider takes.
  private static final int LETTERS_OF_AN_ID = 9;

  public EarlierTalk {
    turns = List.copyOf(turns);
  }

  /// Puts it into a history: what both have said, and why the talk was interrupted.
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
    HandOver asked = handOver;
    if (asked != null) {
      history.giveBack(
          ToolCall.of(
              asked.id().substring(0, LETTERS_OF_AN_ID),
              BusinessTools.TRANSFER,
              "to",
              asked.people().getFirst()),
          ToolResult.failed(told(asked, prompts.text(Prompt.TRANSFER_FAILED))));
    } else if (!turns.isEmpty()) {
      history.resume();
    }
  }

  private static String told(HandOver handOver, String heard) {
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
