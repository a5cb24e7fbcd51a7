package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RemarksTest {
  @Test
  void a_busy_generator_is_named_as_the_limit() {
    List<String> remarks = Remarks.of(new Comparison(Samples.run().windows()));

    assertThat(remarks)
        .contains(
            "kolan with 2,000 calls: the generator, not the server, was the limit. It used 95 % of"
                + " its core, and one frame in a hundred left it 31.0 ms late or later.")
        .noneMatch(remark -> remark.contains("500 calls"));
  }

  @Test
  void an_idle_machine_needs_no_remark() {
    assertThat(Remarks.of(new Comparison(List.of(Samples.window("kolan", 500, 1, 1))))).isEmpty();
    assertThat(Remarks.of(new Comparison(List.of(Samples.empty("kolan"))))).isEmpty();
  }
}
