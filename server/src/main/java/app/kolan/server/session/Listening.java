package app.kolan.server.session;

/// Waits for the caller's next turn, without its words.
final class Listening extends EventHandler<Heard, RuntimeException> {
  private final TranscriptWriter transcript;
  private final String question;
  private final long alarm;

  /// @param question what the caller was asked
  /// @param alarm the number of the [SessionEvent.Silence] that ends it
  Listening(TranscriptWriter transcript, String question, long alarm) {
    this.transcript = transcript;
    this.question = question;
    this.alarm = alarm;
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    over(new Heard.Speech("", transcript.callerSaid(question, event.speech())));
  }

  @Override
  void key(SessionEvent.Key event) {
    over(new Heard.Key(event.digit(), event.at()));
  }

  @Override
  void silence(SessionEvent.Silence event) {
    if (event.alarm() == alarm) {
      over(new Heard.Silence());
    }
  }
}
