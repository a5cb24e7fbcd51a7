package app.kolan.server.realtime;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;

/// Is told what a speech model does, on a thread of its own, in order. Does not block.
///
/// Turn events ([#callerBegan], [#callerEnded]) are optional: there are models that take turns
/// without saying so.
///
/// Where several models stand in for each other, [#replaced] tells that the next one is there: it
/// hears and says nothing before [RealtimeConversation#resume] tells it what was said so far. An
/// utterance that was under way gets no more sound.
public interface RealtimeListener extends FallbackListener {
  /// The model is connected and set up, and may be spoken to.
  void ready();

  /// The model takes the caller to have begun to speak.
  void callerBegan();

  /// The model takes the caller's turn to be over.
  void callerEnded();

  /// What the caller said, as far as the model writes it down; may come late, or never.
  void callerSaid(String words);

  /// The next sound of an utterance.
  ///
  /// @param utterance the same for all sounds of one utterance
  void audio(String utterance, Mulaw sound);

  /// The next words of an utterance, which run ahead of its sound.
  void words(String utterance, String words);

  /// All sound of an utterance has been told.
  void utteranceEnded(String utterance);

  /// The model wants a tool to be used.
  void use(ToolCall call);

  /// The model has nothing more to say before it hears the caller, or the outcome of a tool.
  void replyEnded();

  /// The model has failed; nothing more comes from it.
  void failed(ProviderFailure failure);
}
