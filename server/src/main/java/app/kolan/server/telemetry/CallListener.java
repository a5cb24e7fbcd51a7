package app.kolan.server.telemetry;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.webhook.CallSid;

/// Receives the events of calls: above all the stages of each turn, once it is over. Must not
/// block. Called from any thread.
public interface CallListener {
  CallListener NOBODY = (_, _) -> {};

  void turnOver(CallSid call, TurnStages stages);

  default void conversationBegan(CallSid call) {}

  default void conversationEnded(CallSid call, TalkOutcome end) {}

  /// An agent could not go on, and the next agent of the fallback chain takes over.
  default void takenOver(CallSid call) {}

  /// A filler was played to a waiting caller.
  default void fillerPlayed(CallSid call) {}

  /// A provider has failed, on any call.
  ///
  /// @param job the kind of request, such as `voice`
  default void providerFailed(String job, ProviderFailure failure) {}
}
