package app.kolan.server.realtime.openai;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// The history of a conversation, as far as a new session needs it. It is bounded: the oldest
/// messages are dropped first.
///
/// The transcript of the caller arrives late, and takes the position of the caller's turn.
final class ConversationHistory {
  private static final int MOST_MESSAGES = 60;
  private static final int MOST_LETTERS = 20_000;

  private final LinkedHashMap<String, Message> messages = new LinkedHashMap<>();

  ConversationHistory(List<Message> before) {
    for (int i = 0; i < before.size(); i++) {
      put("before " + i, before.get(i));
    }
  }

  /// Reserves the position of the caller's turn.
  void callerSpoke(String item) {
    messages.putIfAbsent(item, new Message.FromCaller(""));
    forgetOldest();
  }

  void callerSaid(String item, String words) {
    put(item, new Message.FromCaller(words));
  }

  /// Adds what the caller heard from us.
  void heard(String utterance, String words, boolean cutOff) {
    if (words.isBlank()) {
      messages.remove(utterance);
    } else {
      put(utterance, new Message.FromUs(words, cutOff));
    }
  }

  void wanted(String response, List<ToolCall> calls) {
    put("uses of " + response, new Message.Uses(calls));
  }

  void outcome(ToolCall call, String result) {
    put("outcome of " + call.id(), new Message.Outcome(call.id(), call.name(), result));
  }

  /// The latest messages, oldest first. A tool call is included only together with its result.
  List<Message> latest() {
    Set<String> answered = new HashSet<>();
    Deque<Message> latest = new ArrayDeque<>();
    Set<String> used = new HashSet<>();
    int letters = 0;
    for (Message message : List.copyOf(messages.sequencedValues()).reversed()) {
      letters += letters(message);
      if (letters > MOST_LETTERS) {
        break;
      }
      switch (message) {
        case Message.FromCaller(var words) when words.isBlank() -> {}
        case Message.FromCaller said -> latest.addFirst(said);
        case Message.FromUs said -> latest.addFirst(said);
        case Message.Outcome outcome -> {
          answered.add(outcome.id());
          latest.addFirst(outcome);
        }
        case Message.Uses(var calls) -> {
          List<ToolCall> whole = calls.stream().filter(c -> answered.contains(c.id())).toList();
          whole.forEach(call -> used.add(call.id()));
          if (!whole.isEmpty()) {
            latest.addFirst(new Message.Uses(whole));
          }
        }
      }
    }
    latest.removeIf(
        message -> message instanceof Message.Outcome outcome && !used.contains(outcome.id()));
    return List.copyOf(latest);
  }

  private void put(String key, Message message) {
    messages.put(key, message);
    forgetOldest();
  }

  private void forgetOldest() {
    while (messages.size() > MOST_MESSAGES) {
      messages.pollFirstEntry();
    }
  }

  private static int letters(Message message) {
    return switch (message) {
      case Message.FromCaller(var words) -> words.length();
      case Message.FromUs(var words, _) -> words.length();
      case Message.Uses(var calls) ->
          calls.stream().mapToInt(call -> call.arguments().length()).sum();
      case Message.Outcome(_, _, var result) -> result.length();
    };
  }
}
