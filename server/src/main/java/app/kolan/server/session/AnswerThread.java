package app.kolan.server.session;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The thread on which one answer is made. It tells the story when it is done.
final class AnswerThread {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerThread.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Thread thread;
  private volatile @Nullable Exception failure;

  private AnswerThread(long which, Dialogue.Answerer answerer, Utterance utterance, LiveCall call) {
    String callOfLog = MDC.get("call");
    thread =
        Thread.ofVirtual()
            .name(Thread.currentThread().getName() + "-answer-" + which)
            .unstarted(
                () -> {
                  MDC.put("call", callOfLog);
                  try {
                    answerer.answer(utterance);
                  } catch (ProviderFailure | RuntimeException e) {
                    failure = e;
                  } catch (InterruptedException cancelled) {
                    LOG.debug("an answer was cancelled");
                  } finally {
                    utterance.end();
                    call.note(new SessionEvent.Answered(which));
                  }
                });
  }

  static AnswerThread start(
      long which, Dialogue.Answerer answerer, Utterance utterance, LiveCall call) {
    var started = new AnswerThread(which, answerer, utterance, call);
    started.thread.start();
    return started;
  }

  /// Stops it, and waits until it has stopped.
  void cancel() {
    thread.interrupt();
    try {
      if (!thread.join(LAST_WORDS)) {
        LOG.error("an answer does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Why it has ended early; null when it has not.
  @Nullable Exception failure() {
    return failure;
  }
}
