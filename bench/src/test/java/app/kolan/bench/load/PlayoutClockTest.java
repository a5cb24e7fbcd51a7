package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlayoutClockTest {
  private static final long MILLI = 1_000_000;
  private static final int PIECE = 1600;
  private static final long START = 5_000 * MILLI;

  private final PlayoutClock clock = new PlayoutClock();

  @Test
  void a_mark_comes_back_when_what_is_before_it_was_played() {
    clock.received(PIECE, START);
    clock.marked("first", START);
    clock.received(PIECE, START + MILLI);
    clock.marked("second", START + MILLI);

    assertThat(clock.reached(START + 199 * MILLI)).isEmpty();
    assertThat(clock.reached(START + 200 * MILLI)).isEqualTo("first");
    assertThat(clock.reached(START + 399 * MILLI)).isEmpty();
    assertThat(clock.reached(START + 400 * MILLI)).isEqualTo("second");
    assertThat(clock.reached(START + 900 * MILLI)).isEmpty();
  }

  @Test
  void a_mark_with_nothing_before_it_comes_back_at_once() {
    clock.marked("lonely", START);

    assertThat(clock.reached(START)).isEqualTo("lonely");
  }

  @Test
  void what_comes_in_time_leaves_no_gap() {
    assertThat(clock.received(PIECE, START)).isZero();
    assertThat(clock.received(PIECE, START + 199 * MILLI)).isZero();
    assertThat(clock.received(PIECE, START + 400 * MILLI)).isZero();
  }

  @Test
  void what_comes_late_leaves_a_gap_of_that_length() {
    clock.received(PIECE, START);

    assertThat(clock.received(PIECE, START + 230 * MILLI)).isEqualTo(30 * MILLI);
    assertThat(clock.silentFor(START + 430 * MILLI)).isZero();
    assertThat(clock.silentFor(START + 500 * MILLI)).isEqualTo(70 * MILLI);
  }

  @Test
  void a_clear_returns_all_marks_at_once_and_in_order() {
    clock.received(PIECE, START);
    clock.marked("first", START);
    clock.received(PIECE, START);
    clock.marked("second", START);

    clock.clear(START + 10 * MILLI);

    assertThat(clock.reached(START + 10 * MILLI)).isEqualTo("first");
    assertThat(clock.reached(START + 10 * MILLI)).isEqualTo("second");
    assertThat(clock.silentFor(START + 10 * MILLI)).isZero();
  }
}
