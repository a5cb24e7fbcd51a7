package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;

/// A realtime model's conversation with one caller. Nothing here blocks or throws; after a failure
/// was reported, or after [#close], all methods have no effect. Thread-safe.
public interface RealtimeConversation extends AutoCloseable {
  /// Sends the next piece of the caller's audio to the model: mu-law at 8,000 Hz, usually 20 ms.
  void hear(Mulaw sound);

  /// The server's turn-taking has ended a turn of the caller's, and nothing of an answer has come
  /// yet. A model that does not react within its timeout is asked for an answer, and one that does
  /// not answer then has failed.
  default void turnEnded() {}

  /// The caller has interrupted: stop talking, and truncate this utterance in the history to what
  /// was heard. What was to follow it is cancelled too, and of all its events only
  /// [RealtimeListener#replyEnded] still comes.
  ///
  /// @param utterance the identifier from [RealtimeListener#audio]
  /// @param heard how much of it the caller has heard
  void interrupted(String utterance, Duration heard);

  /// Makes the model speak now.
  ///
  /// @param instructions what to say or do, for this one utterance
  void speak(String instructions);

  /// The result of a tool that the model called. The model continues when all tools of its response
  /// have their results.
  ///
  /// @param id of the [app.kolan.server.tool.ToolCall]
  /// @param result JSON, or plain text
  void used(String id, String result);

  /// Has the fallback model continue the conversation, after [RealtimeListener#replaced]. It hears
  /// the caller's latest words itself where they are not among these messages, unless they are too
  /// long ago.
  ///
  /// @param before the messages of this call so far, oldest first
  /// @param instructions what to say or do now; empty to wait for the caller
  default void resume(List<ChatInput.Message> before, String instructions) {}

  /// Ends the conversation; no further events are delivered.
  @Override
  void close();
}
