package app.kolan.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DistributionTest {
  @Test
  void a_percentile_is_a_time_that_was_measured() {
    List<Long> times =
        LongStream.rangeClosed(1, 200)
            .map(millis -> millis * 1_000_000)
            .boxed()
            .collect(Collectors.toList());
    Collections.reverse(times);

    var distribution = Distribution.of(times);

    assertThat(distribution.percentile(50)).isEqualTo(100);
    assertThat(distribution.percentile(99)).isEqualTo(198);
    assertThat(distribution.percentile(100)).isEqualTo(200);
    assertThat(distribution.cells()).isEqualTo("200 | 100.0 ms | 180.0 ms | 198.0 ms | 200.0 ms");
  }

  @Test
  void one_time_is_all_percentiles() {
    assertThat(Distribution.of(List.of(1_500_000L)).cells())
        .isEqualTo("1 | 1.5 ms | 1.5 ms | 1.5 ms | 1.5 ms");
  }

  @Test
  void nothing_measured_is_no_figure() {
    assertThat(Distribution.of(List.of()).cells()).isEqualTo("0 | – | – | – | –");
  }

  @Test
  void an_interruption_is_timed_from_the_frame_that_decides() {
    var interruption = new Interruption(List.of(10L, 30L, 50L), 57);

    assertThat(interruption.latency(3)).isEqualTo(7);
    assertThat(interruption.latency(2)).isEqualTo(27);
  }
}
