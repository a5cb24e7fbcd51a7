package app.kolan.server.provider;

import app.kolan.server.provider.FallbackProviders.Attempt;
import org.jspecify.annotations.Nullable;

/// The attempts at one job, one provider after the other, until one has done it, none is left, or
/// nobody waits for it any more.
///
/// [#close] and [#isOver] may be called by any thread, the others by one thread alone.
///
/// @param <P> the port
public final class FallbackAttempts<P> {
  private final FallbackProviders<P> providers;
  private final FallbackListener listener;
  private volatile Attempt<P> attempt;
  private volatile boolean over;

  private FallbackAttempts(
      FallbackProviders<P> providers, FallbackListener listener, Attempt<P> first) {
    this.providers = providers;
    this.listener = listener;
    this.attempt = first;
  }

  /// Begins with the first provider that may be asked.
  ///
  /// @throws ProviderFailure when there is none
  public static <P> FallbackAttempts<P> begin(
      FallbackProviders<P> providers, FallbackListener listener) throws ProviderFailure {
    Attempt<P> first = providers.first();
    if (first == null) {
      throw providers.nobody();
    }
    return new FallbackAttempts<>(providers, listener, first);
  }

  /// The provider whose turn it is, which is about to be asked.
  public P ask() {
    listener.asked(attempt.name());
    return attempt.provider();
  }

  /// Whether nothing is asked any more: the job is done, has failed, or was closed.
  public boolean isOver() {
    return over;
  }

  /// The job is done.
  public void succeeded() {
    over = true;
    attempt.succeeded();
  }

  /// The provider has failed: it is the turn of the next one.
  ///
  /// @param again whether the same provider may be asked once more first
  /// @throws ProviderFailure the same failure, when it was the last or nobody waits any more
  public void failed(ProviderFailure failure, boolean again) throws ProviderFailure {
    attempt.failed(failure);
    Attempt<P> next = over ? null : successor(again);
    if (next == null) {
      over = true;
      throw failure;
    }
    listener.replaced(failure);
    attempt = next;
    if (over) {
      next.abandoned();
    }
  }

  private @Nullable Attempt<P> successor(boolean again) {
    Attempt<P> same = again ? providers.again(attempt) : null;
    return same != null ? same : providers.after(attempt);
  }

  /// Nobody waits any more.
  public void close() {
    over = true;
    attempt.abandoned();
  }
}
