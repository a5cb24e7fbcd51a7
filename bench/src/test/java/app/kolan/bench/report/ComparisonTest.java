package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ComparisonTest {
  @Test
  void a_ratio_is_taken_within_each_round_and_the_median_of_them_counts() {
    var comparison =
        new Comparison(
            List.of(
                Samples.window("kolan", 500, 1, 1.0),
                Samples.window("vertx-bare", 500, 1, 2.0),
                Samples.window("vertx-bare", 500, 2, 10.0),
                Samples.window("kolan", 500, 2, 9.0),
                Samples.window("kolan", 500, 3, 3.0),
                Samples.window("vertx-bare", 500, 3, 4.0)));

    ReportRow kolan = comparison.rows().getFirst();

    assertThat(comparison.ratio(kolan, "vertx-bare")).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void rounds_and_calls_that_only_one_had_do_not_count() {
    var comparison =
        new Comparison(
            List.of(
                Samples.window("kolan", 500, 1, 1.0),
                Samples.window("vertx-bare", 500, 2, 2.0),
                Samples.window("vertx-bare", 1000, 1, 2.0)));

    assertThat(comparison.ratio(comparison.rows().getFirst(), "vertx-bare")).isNaN();
  }

  @Test
  void a_floor_that_cost_nothing_gives_no_ratio() {
    var comparison =
        new Comparison(
            List.of(Samples.window("kolan", 500, 1, 1.0), Samples.window("netty-bare", 500, 1, 0)));

    assertThat(comparison.ratio(comparison.rows().getFirst(), "netty-bare")).isNaN();
  }

  @Test
  void the_fewest_calls_come_first_and_subjects_keep_their_order() {
    var comparison =
        new Comparison(
            List.of(
                Samples.window("kolan", 1000, 1, 1),
                Samples.window("fastify", 500, 1, 1),
                Samples.window("kolan", 500, 1, 1)));

    assertThat(comparison.rows())
        .extracting(row -> row.subject() + " " + row.calls())
        .containsExactly("kolan 500", "fastify 500", "kolan 1000");
    assertThat(comparison.floors()).containsExactly("fastify");
  }
}
