package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GuessThrottleTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-29T12:00:00Z"));
  private final GuessThrottle throttle = new GuessThrottle(clock, 3, Duration.ofSeconds(10));

  @Test
  void each_guess_after_the_free_ones_waits_twice_as_long_up_to_a_bound() {
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.attempt("dana")).isZero();
    }
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      assertThat(throttle.attempt("dana")).isEqualTo(Duration.ofSeconds(seconds));
      clock.advance(Duration.ofSeconds(seconds));
      assertThat(throttle.attempt("dana")).isZero();
    }
    assertThat(throttle.attempt("yossi")).isZero();
  }

  @Test
  void success_or_an_hour_of_quiet_forgets() {
    for (int i = 0; i < 4; i++) {
      throttle.attempt("dana");
      throttle.attempt("yossi");
    }
    throttle.succeeded("dana");
    assertThat(throttle.attempt("dana")).isZero();
    assertThat(throttle.attempt("yossi")).isPositive();

    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.attempt("yossi")).isZero();
    }
  }

  @Test
  void an_attempt_that_is_taken_back_leaves_those_before_it() {
    throttle.attempt("net");
    throttle.attempt("net");
    throttle.attempt("net");
    throttle.takeBack("net");

    assertThat(throttle.attempt("net")).isZero();
    assertThat(throttle.attempt("net")).isPositive();
  }
}
