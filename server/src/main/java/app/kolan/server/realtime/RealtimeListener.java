package app.kolan.server.realtime;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;

/// Receives the events of a realtime model, one at a time and in order, on the thread that brings
/// it, which may be that of the line. Must not block.
///
/// Turn events ([#callerBegan], [#callerEnded]) are optional: some models take turns without
/// reporting them.
///
/// Where several models form a fallback chain, [#replaced] reports that the next one is connected:
/// it says nothing before [RealtimeConversation#resume] gives it the conversation so far. An
/// utterance that was in progress gets no more audio.
public interface RealtimeListener extends FallbackListener {
  /// The model is connected and set up, and accepts requests.
  void ready();

  /// The model has detected the beginning of the caller's speech.
  void callerBegan();

  /// The model has detected the end of the caller's turn.
  void callerEnded();

  /// The model's transcript of the caller; may come late, or never.
  void callerSaid(String words);

  /// The next audio of an utterance.
  ///
  /// @param utterance the same for all audio of one utterance
  void audio(String utterance, Mulaw sound);

  /// The next words of an utterance, which run ahead of its audio.
  void words(String utterance, String words);

  /// All audio of an utterance has been delivered.
  void utteranceEnded(String utterance);

  /// The model calls a tool.
  void use(ToolCall call);

  /// The response is complete: the model says nothing more before it hears the caller, or a tool's
  /// result.
  void replyEnded();

  /// What a response has used, as the provider tells at its end, also for a cancelled one. Only a
  /// model of one provider reports it, not a fallback chain.
  default void usage(UsageUnits units) {}

  /// What a transcript of the caller has used, likewise.
  ///
  /// @param model the model that transcribes
  default void transcriptionUsage(String model, UsageUnits units) {}

  /// The model has failed; no events follow.
  void failed(ProviderFailure failure);
}
