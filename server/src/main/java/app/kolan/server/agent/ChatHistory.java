package app.kolan.server.agent;

import app.kolan.server.business.PlacedTalk;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was said and done on one call so far, as the caller knows it: of what we said, the words
/// that were heard. The next agent of the chain continues from here.
///
/// Thread-safe.
public final class ChatHistory {
  private static final int MOST_MESSAGES = 80;

  private static final int MOST_HINTS = 20;

  private final List<Supplier<List<Message>>> told = new ArrayList<>();
  private final List<String> hints = new ArrayList<>();
  private final List<CompletableFuture<ToolResult>> awaited = new ArrayList<>();
  private int callersTurns;
  private int replies;
  private boolean hasHeardUs = true;
  private boolean isSpeaking;
  private boolean isResumed;
  private boolean isGivenBack;
  private @Nullable PlacedTalk placed;

  /// We have called: what was said before the agent talks is the first that the other one heard.
  synchronized void place(PlacedTalk talk) {
    placed = talk;
    weSaid(talk.opening(), false);
  }

  /// What we have called for; null when the other one has called.
  synchronized @Nullable PlacedTalk placed() {
    return placed;
  }

  /// Whether we have called, so that the first word is ours.
  boolean isPlaced() {
    return placed() != null;
  }

  /// The talk goes on after a break.
  synchronized void resume() {
    isResumed = true;
  }

  /// Whether the talk goes on after a break.
  synchronized boolean isResumed() {
    return isResumed;
  }

  /// Whether it is the caller's turn: the last that was said, we said.
  boolean isCallersTurn() {
    List<Message> all = messages();
    return !all.isEmpty() && all.getLast() instanceof Message.FromUs;
  }

  /// The caller has begun to speak; his words may become known much later.
  synchronized void callerBegan() {
    isSpeaking = true;
    countReply();
  }

  /// The caller has spoken to the end.
  synchronized void callerEnded() {
    isSpeaking = false;
  }

  /// How often the caller has spoken after he had heard something of us, the beginning included. It
  /// grows as soon as he begins to, or as it is known what he has heard of what he speaks into.
  synchronized int callersReplies() {
    return replies;
  }

  private void countReply() {
    if (hasHeardUs) {
      replies++;
      hasHeardUs = false;
    }
  }

  public synchronized void callerSaid(String words) {
    callersTurns++;
    add(new Message.FromCaller(words));
  }

  /// @param words what the caller heard; nothing is kept when that is nothing
  public synchronized void weSaid(String words, boolean cutOff) {
    if (!words.isBlank()) {
      hasHeardUs = true;
      if (isSpeaking) {
        countReply();
      }
      add(new Message.FromUs(words, cutOff));
    }
  }

  /// Tool calls are finished or still running: readers of the messages wait for their results.
  synchronized void used(List<ToolCall> calls, List<CompletableFuture<ToolResult>> results) {
    told.add(() -> withOutcomes(calls, results));
    awaited.addAll(results);
  }

  /// Whether [#messages] returns at once: no tool is running.
  synchronized boolean isComplete() {
    awaited.removeIf(CompletableFuture::isDone);
    return awaited.isEmpty();
  }

  /// The business tells the agent something while it talks.
  ///
  /// @return false when it has told too much
  synchronized boolean hint(String text) {
    return hints.size() < MOST_HINTS && hints.add(text);
  }

  /// What the business has told the agent in this call, the oldest first.
  synchronized List<String> hints() {
    return List.copyOf(hints);
  }

  /// The conversation goes on after people who were asked have not taken the call.
  synchronized void giveBack(ToolCall transfer, ToolResult outcome) {
    used(List.of(transfer), List.of(CompletableFuture.completedFuture(outcome)));
    isGivenBack = true;
  }

  /// Whether the conversation goes on after people have not taken the call. The caller waits for us
  /// then.
  synchronized boolean isGivenBack() {
    return isGivenBack;
  }

  /// Whether the caller has said anything yet.
  synchronized boolean hasCallerSpoken() {
    return callersTurns > 0;
  }

  /// Whether nothing was said at all.
  synchronized boolean isEmpty() {
    return told.isEmpty();
  }

  /// Everything so far, oldest first; of a very long conversation the last part.
  List<Message> messages() {
    List<Supplier<List<Message>>> all;
    synchronized (this) {
      all = List.copyOf(told.subList(Math.max(0, told.size() - MOST_MESSAGES), told.size()));
    }
    return all.stream().flatMap(part -> part.get().stream()).toList();
  }

  private void add(Message message) {
    told.add(() -> List.of(message));
  }

  private static List<Message> withOutcomes(
      List<ToolCall> calls, List<CompletableFuture<ToolResult>> results) {
    var messages = new ArrayList<Message>();
    messages.add(new Message.Uses(calls));
    for (int i = 0; i < calls.size(); i++) {
      ToolCall call = calls.get(i);
      messages.add(new Message.Outcome(call.id(), call.name(), results.get(i).join().text()));
    }
    return messages;
  }
}
