package app.kolan.server.session;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Waits until the caller has spoken and all of it is understood. A key ends it at once.
final class ListenForWordsHandler extends EventHandler<Heard, NoSpeechToText> {
  private final LiveCall call;
  private final PendingTurns pending;
  private final Fillers fillers;
  private final String question;
  private final long timer;
  private final Consumer<String> whenLikelyOver;
  private boolean silent;

  /// @param pending what the caller has said before and is not understood yet
  /// @param question what the caller was asked
  /// @param timer the number of the [SessionEvent.Silence] that ends it
  /// @param whenLikelyOver takes all that the caller has said so far when that is likely all
  ListenForWordsHandler(
      LiveCall call,
      PendingTurns pending,
      Fillers fillers,
      String question,
      long timer,
      Consumer<String> whenLikelyOver) {
    this.call = call;
    this.pending = pending;
    this.fillers = fillers;
    this.question = question;
    this.timer = timer;
    this.whenLikelyOver = whenLikelyOver;
  }

  @Override
  @Nullable Heard outcome() {
    Heard outcome = super.outcome();
    return outcome == null && pending.isComplete() ? pending.take() : outcome;
  }

  @Override
  void speechBegan(SessionEvent.SpeechBegan event) {
    pending.speechBegan();
  }

  @Override
  void likelyEnded(SessionEvent.LikelyEnded event) {
    if (!pending.areWordsAwaited()) {
      whenLikelyOver.accept(pending.with(event.words()));
    }
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    pending.spoke(event.turn(), event.speech(), question);
    fillers.watch();
  }

  @Override
  void understood(SessionEvent.Understood event) {
    pending.understood(event.turn(), event.words());
    if (silent && pending.isEmpty()) {
      over(new Heard.Silence());
    }
  }

  @Override
  void speechToTextFailed(SessionEvent.SpeechToTextFailed event) throws NoSpeechToText {
    throw new NoSpeechToText();
  }

  @Override
  void quiet(SessionEvent.Quiet event) throws NoSpeechToText {
    if (fillers.isDue(event)
        && pending.areWordsAwaited()
        && !fillers.play(sound -> call.say(List.of(sound)))) {
      throw new NoSpeechToText();
    }
  }

  @Override
  void key(SessionEvent.Key event) {
    over(new Heard.Key(event.digit(), event.at()));
  }

  @Override
  void silence(SessionEvent.Silence event) {
    silent |= event.timer() == timer;
    if (event.timer() == timer && pending.isEmpty()) {
      over(new Heard.Silence());
    }
  }
}
