package app.kolan.server.agent;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.session.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What an agent with a realtime model has begun to say. Once it was heard or cut off, it is kept:
/// in the transcript, in the history, and in the stages of its turn.
///
/// Used by the thread of the call.
final class RealtimePlayback {
  private final Session session;
  private final ChatHistory history;
  private final Deque<RealtimeUtterance> begun = new ArrayDeque<>();

  RealtimePlayback(Session session, ChatHistory history) {
    this.session = session;
    this.history = history;
  }

  void begin(RealtimeUtterance utterance) {
    begun.addLast(utterance);
  }

  boolean isEmpty() {
    return begun.isEmpty();
  }

  /// Whether an utterance of the model's is among them.
  boolean hasAnswer() {
    return begun.stream().anyMatch(utterance -> !utterance.isPrompt());
  }

  /// All was heard.
  ///
  /// @param at when, from the start of the stream
  void finish(Duration at) {
    while (!begun.isEmpty()) {
      keep(begun.removeFirst(), at, false);
    }
  }

  /// The caller has interrupted, which the model learns.
  ///
  /// @param at when, from the start of the stream
  void cutOff(RealtimeConversation conversation, Duration at) {
    while (!begun.isEmpty()) {
      RealtimeUtterance utterance = begun.removeFirst();
      if (!utterance.isPrompt()) {
        conversation.interrupted(utterance.id(), utterance.utterance().heard());
      }
      keep(utterance, at, true);
    }
  }

  /// The agent has failed: what was heard until now goes into the history.
  void abandon() {
    for (RealtimeUtterance utterance : begun) {
      history.weSaid(utterance.heard(), true);
    }
  }

  /// The history with what was made so far and is not kept yet, for a model that goes on.
  ///
  /// @param brokenOff whether the answer is not complete
  List<Message> history(boolean brokenOff) {
    var messages = new ArrayList<>(history.messages());
    for (RealtimeUtterance utterance : begun) {
      String words = utterance.made();
      if (!utterance.isPrompt() && !words.isBlank()) {
        messages.add(new Message.FromUs(words, brokenOff));
      }
    }
    return messages;
  }

  private void keep(RealtimeUtterance utterance, Duration at, boolean cutOff) {
    String words = utterance.heard();
    if (!words.isEmpty()) {
      session.keepAnswer(at, utterance.utterance(), cutOff, words, utterance.unheard());
      if (!utterance.isPrompt()) {
        history.weSaid(words, cutOff);
        utterance.stages().weSaid(words, cutOff);
      }
    }
  }
}
