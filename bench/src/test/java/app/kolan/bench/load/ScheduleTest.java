package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ScheduleTest {
  private static final long BEGIN = 123_456_789;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 500, 2000})
  void each_call_has_one_frame_in_each_cycle_and_they_are_spread(int calls) {
    var schedule = new Schedule(calls, BEGIN);
    long last = BEGIN;
    long widest = 0;
    for (int cycle = 0; cycle < 3; cycle++) {
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < calls; i++) {
        long due = schedule.due();
        assertThat(due).isGreaterThanOrEqualTo(last);
        widest = Math.max(widest, due - last);
        last = due;
        seen.add(schedule.call());
        schedule.advance();
      }
      assertThat(seen).hasSize(calls);
    }
    assertThat(widest).isLessThanOrEqualTo(3 * Schedule.FRAME_NANOS / calls + 1);
  }

  @Test
  void a_call_is_due_every_twenty_milliseconds() {
    var schedule = new Schedule(3, BEGIN);
    int call = schedule.call();
    long first = schedule.due();
    for (int i = 0; i < 3; i++) {
      schedule.advance();
    }

    assertThat(schedule.call()).isEqualTo(call);
    assertThat(schedule.due()).isEqualTo(first + Schedule.FRAME_NANOS);
  }

  @Test
  void without_calls_nothing_is_ever_due() {
    assertThat(new Schedule(0, BEGIN).due()).isEqualTo(Long.MAX_VALUE);
  }
}
