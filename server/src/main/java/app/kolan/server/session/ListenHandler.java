package app.kolan.server.session;

/// Waits for the caller's next turn, without its words.
final class ListenHandler extends EventHandler<Heard, RuntimeException> {
  private final TranscriptWriter transcript;
  private final String question;
  private final long timer;

  /// @param question what the caller was asked
  /// @param timer the number of the [SessionEvent.Silence] that ends it
  ListenHandler(TranscriptWriter transcript, String question, long timer) {
    this.transcript = transcript;
    this.question = question;
    this.timer = timer;
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
    if (event.timer() == timer) {
      over(new Heard.Silence());
    }
  }
}
