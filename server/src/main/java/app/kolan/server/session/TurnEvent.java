package app.kolan.server.session;

import java.time.Duration;

/// What happens in a call whose agent takes the turns itself, as one with a realtime model does.
/// All times count from the start of the stream.
public sealed interface TurnEvent {
  /// The caller has begun to speak.
  record SpeechBegan() implements TurnEvent {}

  /// The caller has spoken, and it was kept.
  ///
  /// @param turn its position in the call
  record Spoke(int turn) implements TurnEvent {}

  /// The caller pressed a key.
  record Key(Heard.Key key) implements TurnEvent {}

  /// The caller has heard all that was begun.
  record Said(Duration at) implements TurnEvent {}

  /// The caller interrupted: all that was begun is over.
  record CutOff(Duration at) implements TurnEvent {}

  /// The caller was silent for as long as was asked for.
  record Silence() implements TurnEvent {}

  /// Nobody has spoken for as long as was asked for.
  record Quiet() implements TurnEvent {}

  /// Something was posted to the agent; [AgentEvents#take] has it.
  record Posted() implements TurnEvent {}
}
