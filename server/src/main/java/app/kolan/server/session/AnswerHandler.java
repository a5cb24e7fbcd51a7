package app.kolan.server.session;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits until an answer that is being made was said, was cut off, or is too slow. What the caller
/// says or presses meanwhile is saved for the next verb.
final class AnswerHandler extends EventHandler<AnswerHandler.End, RuntimeException> {
  private final EventLoop loop;
  private final Fillers fillers;
  private final Utterance utterance;

  AnswerHandler(EventLoop loop, Fillers fillers, Utterance utterance) {
    this.loop = loop;
    this.fillers = fillers;
    this.utterance = utterance;
  }

  /// How an answer came to its end.
  sealed interface End {
    /// When, from the start of the stream.
    Duration at();

    record Said(Duration at) implements End {}

    record CutOff(Duration at) implements End {}

    record TooSlow(Duration at) implements End {}

    /// @param failure why the answer was not completed; null when it was
    default SayResult result(Duration heard, @Nullable Exception failure) {
      return switch (this) {
        case Said _ when failure != null -> new SayResult.Failed(heard, failure);
        case Said _ -> new SayResult.Finished(heard);
        case CutOff _ -> new SayResult.CutOff(heard);
        case TooSlow _ -> new SayResult.Failed(heard, tooSlow());
      };
    }
  }

  static ProviderFailure tooSlow() {
    return new ProviderFailure("answer", FailureKind.TOO_SLOW, "no sound in time");
  }

  @Override
  void said(SessionEvent.Said event) {
    if (event.last() >= utterance.number()) {
      over(new End.Said(event.at()));
    }
  }

  @Override
  void cutOff(SessionEvent.CutOff event) {
    if (event.last() >= utterance.number()) {
      over(new End.CutOff(event.at()));
    }
  }

  @Override
  void quiet(SessionEvent.Quiet event) {
    if (!fillers.isDue(event)) {
      return;
    }
    if (!utterance.isAwaited()) {
      fillers.watchAgain();
    } else if (!fillers.play(utterance::add)) {
      over(new End.TooSlow(event.at()));
    }
  }

  @Override
  void speechBegan(SessionEvent.SpeechBegan event) {
    loop.save(event);
  }

  @Override
  void spoke(SessionEvent.Spoke event) {
    loop.save(event);
  }

  @Override
  void key(SessionEvent.Key event) {
    loop.save(event);
  }

  @Override
  void understood(SessionEvent.Understood event) {
    loop.save(event);
  }

  @Override
  void speechToTextFailed(SessionEvent.SpeechToTextFailed event) {
    loop.save(event);
  }
}
