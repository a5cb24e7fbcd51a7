package app.kolan.server.console.page;

import app.kolan.server.api.BusinessVoice;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Pcm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Texts in the voices of businesses, for pages: a provider is waited for briefly, on a thread of
/// its own, and few at once. Safe to share.
public final class SpokenTexts {
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final int AT_ONCE = 2;

  private final BusinessVoice voice;
  private final Semaphore free = new Semaphore(AT_ONCE);

  public SpokenTexts(BusinessVoice voice) {
    this.voice = voice;
  }

  /// The text as the business's provider says it; empty when it has none, or it did not say it in
  /// time.
  Optional<Pcm> say(long business, String text) {
    if (text.isBlank() || !free.tryAcquire()) {
      return Optional.empty();
    }
    var saying = new FutureTask<>(() -> said(business, text));
    Thread.ofVirtual()
        .name("console-voice")
        .start(
            () -> {
              try {
                saying.run();
              } finally {
                free.release();
              }
            });
    return result(saying);
  }

  private Optional<Pcm> said(long business, String text) throws InterruptedException {
    try {
      return voice.say(business, text);
    } catch (ProviderFailure _) {
      return Optional.empty();
    }
  }

  private static Optional<Pcm> result(Future<Optional<Pcm>> saying) {
    try {
      return saying.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      saying.cancel(true);
      return Optional.empty();
    } catch (InterruptedException _) {
      saying.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
