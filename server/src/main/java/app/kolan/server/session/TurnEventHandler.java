package app.kolan.server.session;

/// Waits for whatever happens next, for an agent that takes the turns itself.
final class TurnEventHandler extends EventHandler<TurnEvent, RuntimeException> {
  private final TranscriptWriter transcript;
  private final SilenceTimeouts timeouts;
  private final AgentEvents<?> mine;

  /// @param mine what is posted to others is ignored
  TurnEventHandler(TranscriptWriter transcript, SilenceTimeouts timeouts, AgentEvents<?> mine) {
    this.transcript = transcript;
    this.timeouts = timeouts;
    this.mine = mine;
  }

  @Override
  void speechBegan(SessionEvent.SpeechBegan event) {
    over(new TurnEvent.SpeechBegan());
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    over(new TurnEvent.Spoke(transcript.callerSaid("", event.speech())));
  }

  @Override
  void key(SessionEvent.Key event) {
    over(new TurnEvent.Key(new Heard.Key(event.digit(), event.at())));
  }

  @Override
  void said(SessionEvent.Said event) {
    over(new TurnEvent.Said(event.at()));
  }

  @Override
  void cutOff(SessionEvent.CutOff event) {
    over(new TurnEvent.CutOff(event.at()));
  }

  @Override
  void silence(SessionEvent.Silence event) {
    if (timeouts.isCurrent(event)) {
      over(new TurnEvent.Silence());
    }
  }

  @Override
  void quiet(SessionEvent.Quiet event) {
    if (timeouts.isCurrent(event)) {
      over(new TurnEvent.Quiet());
    }
  }

  @Override
  void posted(SessionEvent.Posted event) {
    if (event.to() == mine) {
      over(new TurnEvent.Posted());
    }
  }
}
