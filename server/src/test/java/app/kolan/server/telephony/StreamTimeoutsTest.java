package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.StreamTimeouts.Expired;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StreamTimeoutsTest {
  private static final Duration SECOND = StreamTimeouts.CHECK_EVERY;

  private long now = Long.MAX_VALUE - Duration.ofSeconds(8).toNanos();
  private final StreamTimeouts timeouts = new StreamTimeouts(now);
  private boolean started;
  private boolean congested;

  @Test
  void a_far_end_that_never_starts_is_given_up_after_ten_seconds() {
    for (int i = 0; i < 10; i++) {
      assertThat(after(SECOND)).isNull();
    }

    assertThat(after(SECOND)).isEqualTo(Expired.START);
  }

  @Test
  void a_far_end_that_has_gone_silent_is_given_up_after_three_seconds() {
    started = true;
    after(SECOND);
    timeouts.heard(now);
    for (int i = 0; i < 3; i++) {
      assertThat(after(SECOND)).isNull();
    }

    assertThat(after(SECOND)).isEqualTo(Expired.SILENCE);
  }

  @Test
  void a_far_end_that_does_not_read_is_given_up_after_five_seconds() {
    started = true;
    after(SECOND);
    congested = true;
    for (int i = 0; i < 6; i++) {
      timeouts.heard(now);
      assertThat(after(SECOND)).isNull();
    }
    timeouts.heard(now);

    assertThat(after(SECOND)).isEqualTo(Expired.CONGESTION);
  }

  @Test
  void a_far_end_that_reads_again_is_kept() {
    started = true;
    for (int i = 0; i < 20; i++) {
      timeouts.heard(now);
      congested = i % 5 != 0;
      assertThat(after(SECOND)).isNull();
    }
  }

  @Test
  void a_pause_of_our_own_is_not_taken_for_silence() {
    started = true;
    congested = true;
    timeouts.heard(now);
    after(SECOND);

    assertThat(after(Duration.ofMinutes(1))).isNull();
    for (int i = 0; i < 5; i++) {
      timeouts.heard(now);
      assertThat(after(SECOND)).isNull();
    }
    timeouts.heard(now);
    assertThat(after(SECOND)).isEqualTo(Expired.CONGESTION);
  }

  @Test
  void checks_that_make_up_for_a_pause_count_no_more_than_the_time_between_them() {
    after(Duration.ofMinutes(1));
    for (int i = 0; i < 60; i++) {
      assertThat(after(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void a_pause_after_some_seconds_of_silence_gives_the_far_end_its_whole_time_again() {
    started = true;
    for (int i = 0; i < 2; i++) {
      assertThat(after(SECOND)).isNull();
    }

    assertThat(after(Duration.ofSeconds(3))).isNull();
    for (int i = 0; i < 3; i++) {
      assertThat(after(SECOND)).isNull();
    }
    assertThat(after(SECOND)).isEqualTo(Expired.SILENCE);
  }

  @Test
  void checks_that_come_a_little_late_still_find_a_far_end_that_is_gone() {
    started = true;
    for (int i = 0; i < 2; i++) {
      assertThat(after(SECOND.plus(StreamTimeouts.LATE))).isNull();
    }

    assertThat(after(SECOND.plus(StreamTimeouts.LATE))).isEqualTo(Expired.SILENCE);
  }

  private @Nullable Expired after(Duration passed) {
    now += passed.toNanos();
    return timeouts.check(now, started, congested);
  }
}
