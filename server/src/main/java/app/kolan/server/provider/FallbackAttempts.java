package app.kolan.server.provider;

import app.kolan.server.provider.FallbackProviders.Attempt;
import java.time.Duration;
import java.util.function.LongSupplier;
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

  /// A provider that has given nothing for so long when nobody waits any more was too slow: it is
  /// longer than a caller waits for the first words.
  static final Duration LATE = Duration.ofSeconds(2);

  private final LongSupplier nanos;
  private volatile Attempt<P> attempt;
  private volatile long askedAt;
  private volatile boolean begun;
  private volatile boolean over;

  private FallbackAttempts(
      FallbackProviders<P> providers,
      FallbackListener listener,
      Attempt<P> first,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.askedAt = nanos.getAsLong();
    this.providers = providers;
    this.listener = listener;
    this.attempt = first;
  }

  /// Begins with the first provider that may be asked.
  ///
  /// @throws ProviderFailure when there is none
  public static <P> FallbackAttempts<P> begin(
      FallbackProviders<P> providers, FallbackListener listener) throws ProviderFailure {
    return begin(providers, listener, System::nanoTime);
  }

  static <P> FallbackAttempts<P> begin(
      FallbackProviders<P> providers, FallbackListener listener, LongSupplier nanos)
      throws ProviderFailure {
    Attempt<P> first = providers.first();
    if (first == null) {
      throw providers.nobody();
    }
    return new FallbackAttempts<>(providers, listener, first, nanos);
  }

  /// The provider whose turn it is, which is about to be asked.
  public P ask() {
    listener.asked(attempt.name());
    begun = false;
    askedAt = nanos.getAsLong();
    return attempt.provider();
  }

  /// Whether nothing is asked any more: the job is done, has failed, or was closed.
  public boolean isOver() {
    return over;
  }

  /// The provider has given the first part of what was asked for.
  public void begun() {
    begun = true;
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

  /// Nobody waits any more. A provider that has given nothing until late counts as slow, or its
  /// breaker would never learn of a provider that callers do not wait for.
  public void close() {
    Attempt<P> last = attempt;
    if (!over && !begun && nanos.getAsLong() - askedAt > LATE.toNanos()) {
      over = true;
      last.failed(
          new ProviderFailure(
              last.name(), FailureKind.TOO_SLOW, "cancelled, without anything for too long"));
    } else {
      over = true;
      last.abandoned();
    }
  }
}
