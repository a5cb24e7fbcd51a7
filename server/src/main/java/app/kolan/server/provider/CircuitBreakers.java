package app.kolan.server.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Remembers across calls which providers are failing, so that a caller does not wait for one that
/// has just failed others.
///
/// A provider that failed is not used for a while, longer when only the operator can fix it. After
/// that, one request may try it again. Thread-safe.
public final class CircuitBreakers {
  /// How long a provider is not used that may recover by itself.
  private static final Duration REST = Duration.ofSeconds(30);

  /// How long a provider is not used that rejects the key or the request.
  private static final Duration LONG_REST = Duration.ofMinutes(5);

  private final BiConsumer<String, ProviderFailure> whenFailed;
  private final CircuitBreakerRegistry passing = registry(REST, 3);
  private final CircuitBreakerRegistry lasting = registry(LONG_REST, 1);

  /// Without a listener.
  public CircuitBreakers() {
    this((_, _) -> {});
  }

  /// @param whenFailed receives each failure, with the job that was requested; must not block
  public CircuitBreakers(BiConsumer<String, ProviderFailure> whenFailed) {
    this.whenFailed = whenFailed;
  }

  /// Whether to send a provider a request now. Call it before each request, and report the result:
  /// a provider that was failing is tried by a single request.
  ///
  /// @param job the kind of request, such as `voice`
  public boolean mayBeAsked(String job, String provider) {
    CircuitBreaker soon = breaker(passing, job, provider);
    CircuitBreaker late = breaker(lasting, job, provider);
    if (!late.tryAcquirePermission()) {
      return false;
    }
    if (!soon.tryAcquirePermission()) {
      late.releasePermission();
      return false;
    }
    return true;
  }

  /// Reports a success.
  public void well(String job, String provider) {
    breaker(passing, job, provider).onSuccess(0, TimeUnit.NANOSECONDS);
    breaker(lasting, job, provider).onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /// Reports a failure.
  public void failed(String job, ProviderFailure failure) {
    whenFailed.accept(job, failure);
    CircuitBreaker soon = breaker(passing, job, failure.provider());
    CircuitBreaker late = breaker(lasting, job, failure.provider());
    switch (failure.kind().retry()) {
      case NEVER -> {
        late.onError(0, TimeUnit.NANOSECONDS, failure);
        soon.releasePermission();
      }
      case AT_ONCE, LATER -> {
        soon.onError(0, TimeUnit.NANOSECONDS, failure);
        late.releasePermission();
      }
    }
  }

  /// Reports a request whose result nobody waited for.
  public void unknown(String job, String provider) {
    breaker(passing, job, provider).releasePermission();
    breaker(lasting, job, provider).releasePermission();
  }

  private static CircuitBreaker breaker(
      CircuitBreakerRegistry registry, String job, String provider) {
    return registry.circuitBreaker(job + "/" + provider);
  }

  /// @param failures the number of failures among the last requests that opens the breaker, if they
  ///   are at least half of them
  private static CircuitBreakerRegistry registry(Duration rest, int failures) {
    return CircuitBreakerRegistry.of(
        CircuitBreakerConfig.custom()
            .slidingWindow(
                2 * failures, failures, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(50)
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(rest)
            .build());
  }
}
