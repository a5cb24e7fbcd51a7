package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;

/// A talk of a speech model with one caller. Nothing here blocks or throws; after a failure was
/// told, or after [#close], everything does nothing. From any thread.
public interface RealtimeConversation extends AutoCloseable {
  /// The model hears the next piece of the caller's side: mu-law at 8,000 Hz, usually 20 ms.
  void hear(Mulaw sound);

  /// The caller has interrupted: stop talking, and remember no more of this utterance than was
  /// heard. What was to follow it is taken back too, and nothing more of all that is told but
  /// [RealtimeListener#replyEnded].
  ///
  /// @param utterance as told by [RealtimeListener#audio]
  /// @param heard how much of it the caller has heard
  void interrupted(String utterance, Duration heard);

  /// Makes the model speak now.
  ///
  /// @param instructions what to say or do, for this one utterance
  void speak(String instructions);

  /// What came of a tool that the model wanted to be used. The model goes on talking when all tools
  /// of its utterance have been answered.
  ///
  /// @param id of the [app.kolan.server.tool.ToolCall]
  /// @param result JSON, or plain words
  void used(String id, String result);

  /// Has the next model go on with the talk, after [RealtimeListener#replaced]. What the caller
  /// said last and is not among these messages, the next model hears itself, if it is not too long
  /// ago.
  ///
  /// @param before what was said on this call so far, oldest first
  /// @param instructions what to say or do now; empty to wait for the caller
  default void resume(List<ChatInput.Message> before, String instructions) {}

  /// Ends it; nothing is told any more.
  @Override
  void close();
}
