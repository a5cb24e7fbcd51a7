package app.kolan.server.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The circuit breaker of one provider for one job: it spares callers the wait for a provider that
/// has just failed others.
///
/// A provider that failed is left alone for a while, longer when only the operator can help. After
/// that one request may try it again. Safe to share.
public final class ProviderBreaker {
  /// How long a provider is left alone that may recover by itself.
  private static final Duration REST = Duration.ofSeconds(30);

  /// How long one is left alone that refuses the key or the request.
  private static final Duration LONG_REST = Duration.ofMinutes(5);

  private final CircuitBreaker passing;
  private final CircuitBreaker lasting;

  /// @param name for the breakers' own messages
  ProviderBreaker(String name) {
    passing = CircuitBreaker.of(name, settings(REST, 3));
    lasting = CircuitBreaker.of(name, settings(LONG_REST, 1));
  }

  /// Asks for one request. Each one that is permitted is followed by [#succeeded], [#failed] or
  /// [#abandoned].
  public boolean permits() {
    if (!lasting.tryAcquirePermission()) {
      return false;
    }
    if (!passing.tryAcquirePermission()) {
      lasting.releasePermission();
      return false;
    }
    return true;
  }

  /// Whether it keeps requests away, or has not seen a success since it did.
  public boolean isOpen() {
    return passing.getState() != CircuitBreaker.State.CLOSED
        || lasting.getState() != CircuitBreaker.State.CLOSED;
  }

  public void succeeded() {
    passing.onSuccess(0, TimeUnit.NANOSECONDS);
    lasting.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  public void failed(ProviderFailure failure) {
    switch (failure.kind().retry()) {
      case NEVER -> {
        lasting.onError(0, TimeUnit.NANOSECONDS, failure);
        passing.releasePermission();
      }
      case AT_ONCE, LATER -> {
        passing.onError(0, TimeUnit.NANOSECONDS, failure);
        lasting.releasePermission();
      }
    }
  }

  /// Nobody waited for what came of the request.
  public void abandoned() {
    passing.releasePermission();
    lasting.releasePermission();
  }

  /// @param failures so many among the last ones open it, if they are at least half of them
  private static CircuitBreakerConfig settings(Duration rest, int failures) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(2 * failures, failures, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(50)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitDurationInOpenState(rest)
        .build();
  }
}
