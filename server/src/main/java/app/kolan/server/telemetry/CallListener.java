package app.kolan.server.telemetry;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.webhook.CallSid;

/// Is told what happens in talks: above all of the stages of each turn, once it is over. Does not
/// block. From any thread.
public interface CallListener {
  CallListener NOBODY = (_, _) -> {};

  void turnOver(CallSid call, TurnStages stages);

  default void talkBegan(CallSid call) {}

  default void talkOver(CallSid call, TalkOutcome end) {}

  /// A receptionist could not go on, and the next one takes the talk over.
  default void takenOver(CallSid call) {}

  /// A caller who waits was told that it takes a moment.
  default void fillerPlayed(CallSid call) {}

  /// A provider could not do what was asked of it, on whatever call.
  ///
  /// @param job what it was asked for, such as `voice`
  default void providerFailed(String job, ProviderFailure failure) {}
}
