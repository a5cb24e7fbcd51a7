package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CircuitBreakersTest {
  private final CircuitBreakers health = new CircuitBreakers();

  @Test
  void a_provider_that_fails_again_and_again_is_left_alone() {
    for (int i = 0; i < 3; i++) {
      assertThat(health.mayBeAsked("voice", "azure")).isTrue();
      health.failed("voice", failure(FailureKind.OVERLOADED));
    }

    assertThat(health.mayBeAsked("voice", "azure")).isFalse();
    assertThat(health.mayBeAsked("mind", "azure")).isTrue();
    assertThat(health.mayBeAsked("voice", "google")).isTrue();
  }

  @Test
  void one_that_refuses_the_key_is_left_alone_at_once() {
    assertThat(health.mayBeAsked("voice", "azure")).isTrue();
    health.failed("voice", failure(FailureKind.KEY_REFUSED));

    assertThat(health.mayBeAsked("voice", "azure")).isFalse();
  }

  @Test
  void one_failure_among_many_successes_is_no_sickness() {
    for (int i = 0; i < 20; i++) {
      assertThat(health.mayBeAsked("voice", "azure")).isTrue();
      if (i % 5 == 0) {
        health.failed("voice", failure(FailureKind.TOO_SLOW));
      } else {
        health.well("voice", "azure");
      }
    }

    assertThat(health.mayBeAsked("voice", "azure")).isTrue();
  }

  private static ProviderFailure failure(FailureKind kind) {
    return new ProviderFailure("azure", kind, "no reason");
  }
}
