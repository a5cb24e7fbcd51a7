package app.kolan.server.console.page;

import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests to providers for pages: each on a thread of its own, few at once, and waited for no
/// longer than somebody waits for a page. Safe to share.
public final class ProviderCalls {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int AT_ONCE = 2;

  private final Semaphore free = new Semaphore(AT_ONCE);

  /// Waits for an answer.
  ///
  /// @param provider whom a failure names
  /// @throws PageProblem when too many ask at once, or the server stops
  /// @throws ProviderFailure when the provider fails, or does not answer in time
  <T> T call(String provider, Callable<T> request) throws ProviderFailure {
    if (!free.tryAcquire()) {
      throw new PageProblem(Kind.BUSY);
    }
    var asking = new FutureTask<>(request);
    Thread.ofVirtual()
        .name("console-provider")
        .start(
            () -> {
              try {
                asking.run();
              } finally {
                free.release();
              }
            });
    try {
      return asking.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new ProviderFailure(provider, FailureKind.TOO_SLOW, "no answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("a provider fails by its own exception only", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PageProblem(Kind.BUSY);
    } finally {
      asking.cancel(true);
    }
  }
}
