package app.kolan.server.llm;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A conversation in the form that every provider accepts: roles alternate, the caller begins and
/// ends, nothing is empty, and each tool call is followed at once by its result.
///
/// Real calls satisfy none of that: we greet first, callers interrupt, and a tool's result comes
/// after we have gone on talking, or never.
final class ChatMessages {
  /// Replaces a turn in which the caller said nothing.
  private static final String SILENCE = "…";

  /// Marks where the caller interrupted. Nothing after it was heard.
  private static final String CUT = " —";

  private final Map<String, Message.Outcome> outcomes = new LinkedHashMap<>();
  private final List<ChatMessage> messages = new ArrayList<>();
  private final List<String> caller = new ArrayList<>();
  private final List<String> us = new ArrayList<>();

  private ChatMessages(ChatInput input) {
    for (Message message : input.messages()) {
      if (message instanceof Message.Outcome outcome) {
        outcomes.putIfAbsent(outcome.id(), outcome);
      }
    }
  }

  static List<ChatMessage> of(ChatInput input) {
    var dialogue = new ChatMessages(input);
    String instructions = input.instructions() + goingOn(input.saidBefore());
    if (!instructions.isBlank()) {
      dialogue.messages.add(SystemMessage.from(instructions));
    }
    input.messages().forEach(dialogue::add);
    return dialogue.finished();
  }

  private static String goingOn(String saidBefore) {
    return saidBefore.isBlank()
        ? ""
        : """

        The caller has just heard the beginning of your answer: "%s". Go on from there, without \
        repeating it.
        """
            .formatted(saidBefore);
  }

  private void add(Message message) {
    switch (message) {
      case Message.FromCaller(var words) -> {
        if (!words.isBlank()) {
          endOurs(List.of());
          caller.add(words.strip());
        }
      }
      case Message.FromUs(var words, var cutOff) -> {
        if (!words.isBlank()) {
          endCallers();
          us.add(cutOff ? words.strip() + CUT : words.strip());
        }
      }
      case Message.Uses(var calls) -> {
        // The result is taken out, so that a second call with the same name finds none.
        List<ToolCall> done =
            calls.stream().filter(call -> outcomes.containsKey(call.id())).toList();
        if (!done.isEmpty()) {
          endCallers();
          endOurs(done);
        }
      }
      case Message.Outcome _ -> {
        // already placed after its call
      }
    }
  }

  private void endCallers() {
    if (!caller.isEmpty()) {
      messages.add(UserMessage.from(String.join("\n", caller)));
      caller.clear();
    }
  }

  private void endOurs(List<ToolCall> uses) {
    if (us.isEmpty() && uses.isEmpty()) {
      return;
    }
    if (messages.isEmpty() || messages.getLast() instanceof SystemMessage) {
      messages.add(UserMessage.from(SILENCE));
    }
    var ours = AiMessage.builder();
    if (!us.isEmpty()) {
      ours.text(String.join(" ", us));
      us.clear();
    }
    messages.add(
        ours.toolExecutionRequests(uses.stream().map(ChatMessages::request).toList()).build());
    for (ToolCall use : uses) {
      Message.Outcome outcome = outcomes.remove(use.id());
      if (outcome != null) {
        messages.add(result(use, outcome));
      }
    }
  }

  private List<ChatMessage> finished() {
    endOurs(List.of());
    endCallers();
    if (messages.isEmpty()
        || messages.getLast() instanceof AiMessage
        || messages.getLast() instanceof SystemMessage) {
      messages.add(UserMessage.from(SILENCE));
    }
    return messages;
  }

  private static ToolExecutionRequest request(ToolCall use) {
    return ToolExecutionRequest.builder()
        .id(ToolCallIds.safe(use.id()))
        .name(use.name())
        .arguments(ToolArgumentsJson.object(use.arguments()))
        .build();
  }

  private static ToolExecutionResultMessage result(ToolCall use, Message.Outcome outcome) {
    return ToolExecutionResultMessage.from(
        ToolCallIds.safe(use.id()),
        use.name(),
        outcome.result().isBlank() ? "{}" : outcome.result());
  }
}
