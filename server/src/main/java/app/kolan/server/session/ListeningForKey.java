package app.kolan.server.session;

import java.time.Duration;

/// Waits for one more key. A caller who speaks instead gets the pause once more.
final class ListeningForKey extends EventHandler<Heard, RuntimeException> {
  private final SilenceAlarms alarms;
  private final TranscriptWriter transcript;
  private final String question;
  private final Duration pause;

  /// @param question what the caller was asked
  /// @param pause how long the caller may take
  ListeningForKey(
      SilenceAlarms alarms, TranscriptWriter transcript, String question, Duration pause) {
    this.alarms = alarms;
    this.transcript = transcript;
    this.question = question;
    this.pause = pause;
    alarms.setSilence(pause);
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    transcript.callerSaid(question, event.speech());
    alarms.setSilence(pause);
  }

  @Override
  void key(SessionEvent.Key event) {
    over(new Heard.Key(event.digit(), event.at()));
  }

  @Override
  void silence(SessionEvent.Silence event) {
    if (alarms.isCurrent(event)) {
      over(new Heard.Silence());
    }
  }
}
