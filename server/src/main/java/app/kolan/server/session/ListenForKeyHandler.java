package app.kolan.server.session;

import java.time.Duration;

/// Waits for one more key. A caller who speaks instead gets the pause once more.
final class ListenForKeyHandler extends EventHandler<Heard, RuntimeException> {
  private final SilenceTimeouts timeouts;
  private final TranscriptWriter transcript;
  private final String question;
  private final Duration pause;

  /// @param question what the caller was asked
  /// @param pause how long the caller may take
  ListenForKeyHandler(
      SilenceTimeouts timeouts, TranscriptWriter transcript, String question, Duration pause) {
    this.timeouts = timeouts;
    this.transcript = transcript;
    this.question = question;
    this.pause = pause;
    timeouts.setSilence(pause);
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    transcript.callerSaid(question, event.speech());
    timeouts.setSilence(pause);
  }

  @Override
  void key(SessionEvent.Key event) {
    over(new Heard.Key(event.digit(), event.at()));
  }

  @Override
  void silence(SessionEvent.Silence event) {
    if (timeouts.isCurrent(event)) {
      over(new Heard.Silence());
    }
  }
}
