package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProviderBreakerTest {
  private final ProviderBreaker breaker = new ProviderBreaker("voice/azure");

  @Test
  void a_provider_that_fails_again_and_again_is_left_alone() {
    for (int i = 0; i < 3; i++) {
      assertThat(breaker.permits()).isTrue();
      breaker.failed(failure(FailureKind.OVERLOADED));
    }

    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void one_that_refuses_the_key_is_left_alone_at_once() {
    assertThat(breaker.permits()).isTrue();
    breaker.failed(failure(FailureKind.KEY_REFUSED));

    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void one_failure_among_many_successes_opens_nothing() {
    for (int i = 0; i < 20; i++) {
      assertThat(breaker.permits()).isTrue();
      if (i % 5 == 0) {
        breaker.failed(failure(FailureKind.TOO_SLOW));
      } else {
        breaker.succeeded();
      }
    }

    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void requests_that_nobody_waited_for_tell_nothing() {
    for (int i = 0; i < 20; i++) {
      assertThat(breaker.permits()).isTrue();
      breaker.abandoned();
    }

    assertThat(breaker.permits()).isTrue();
  }

  private static ProviderFailure failure(FailureKind kind) {
    return new ProviderFailure("azure", kind, "no reason");
  }
}
