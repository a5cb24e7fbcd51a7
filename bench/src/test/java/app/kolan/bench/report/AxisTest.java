package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AxisTest {
  @Test
  void a_linear_axis_ends_at_a_round_number() {
    Axis axis = Axis.linear("seconds", 27, 6);

    assertThat(axis.ticks())
        .extracting(Axis.Tick::name)
        .containsExactly("0", "5", "10", "15", "20", "25", "30");
    assertThat(axis.at(15)).isEqualTo(0.5);
    assertThat(axis.at(99)).isEqualTo(1);
  }

  @Test
  void decades_take_the_same_room_each() {
    Axis axis = Axis.decades("ms", 0.01, 40);

    assertThat(axis.ticks())
        .extracting(Axis.Tick::name)
        .containsExactly("0.01", "0.1", "1", "10", "100");
    assertThat(axis.at(1)).isCloseTo(0.5, within(1e-9));
    assertThat(axis.at(0)).isZero();
  }

  @Test
  void nines_take_the_same_room_each() {
    Axis axis = Axis.percentiles(4);

    assertThat(axis.ticks())
        .extracting(Axis.Tick::name)
        .containsExactly("0 %", "90 %", "99 %", "99.9 %", "99.99 %");
    assertThat(axis.at(99)).isCloseTo(0.5, within(1e-9));
    assertThat(axis.at(100)).isEqualTo(1);
  }

  @Test
  void an_axis_of_nothing_still_has_two_ends() {
    assertThat(Axis.linear("seconds", 0, 6).ticks()).hasSizeGreaterThan(1);
    assertThat(Axis.decades("ms", 1, 1).ticks()).hasSize(2);
    assertThat(Axis.linear("seconds", 1, 6).at(Double.NaN)).isZero();
  }
}
