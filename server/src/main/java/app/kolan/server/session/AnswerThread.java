package app.kolan.server.session;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread on which one answer is made. It ends the utterance when it is done, and keeps why it
/// could not be completed: that is an outcome of the answer, and no failure of the call's scope.
final class AnswerThread {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerThread.class);

  private final Answerer answerer;
  private final Utterance utterance;
  private final CallScope.Fork fork;
  private volatile @Nullable Exception failure;

  /// @param which counts the answers of the call, from 1
  AnswerThread(CallScope scope, long which, Answerer answerer, Utterance utterance) {
    this.answerer = answerer;
    this.utterance = utterance;
    this.fork = scope.fork("answer-" + which, this::run);
  }

  private void run() {
    try {
      answerer.answer(utterance);
    } catch (ProviderFailure | RuntimeException e) {
      failure = e;
    } catch (InterruptedException cancelled) {
      LOG.debug("an answer was cancelled");
    } finally {
      utterance.end();
    }
  }

  /// Stops it, and waits until it has stopped.
  void cancel() {
    fork.cancel();
  }

  /// Why it has ended early; null when it has not.
  @Nullable Exception failure() {
    return failure;
  }
}
