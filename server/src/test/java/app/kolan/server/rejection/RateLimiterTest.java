package app.kolan.server.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RateLimiterTest {
  private long now = Long.MAX_VALUE - Duration.ofMillis(1500).toNanos();
  private final RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(1), () -> now);

  @Test
  void no_window_of_its_length_holds_more_even_where_the_clock_overflows() {
    assertThat(limiter.tryAcquire()).isTrue();
    now += Duration.ofMillis(600).toNanos();
    assertThat(limiter.tryAcquire()).isTrue();
    assertThat(limiter.tryAcquire()).isFalse();

    now += Duration.ofMillis(400).toNanos();
    assertThat(limiter.tryAcquire()).isTrue();
    assertThat(limiter.tryAcquire()).isFalse();

    now += Duration.ofMillis(600).toNanos();
    assertThat(limiter.tryAcquire()).isTrue();
  }

  @Test
  void without_a_bound_nothing_is_refused_or_kept() {
    var unlimited = new RateLimiter(RateLimiter.UNLIMITED, Duration.ofSeconds(1), () -> now);

    for (int i = 0; i < 10_000; i++) {
      assertThat(unlimited.tryAcquire()).isTrue();
    }
  }

  @Test
  void the_wall_clock_can_be_the_time() {
    var limiter = RateLimiter.of(1, Duration.ofSeconds(1), () -> Instant.EPOCH);

    assertThat(limiter.tryAcquire()).isTrue();
    assertThat(limiter.tryAcquire()).isFalse();
  }
}
