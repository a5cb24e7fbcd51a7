package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ResourceGrowthTest {
  @Test
  void what_grows_is_told_from_what_only_wavers() {
    List<ResourceUsage> hour =
        IntStream.range(0, 60)
            .mapToObj(
                minute -> new ResourceUsage(100 + minute, 500, 40 + minute % 2, 300, 9, 9, -1))
            .toList();

    assertThat(ResourceGrowth.judge(hour))
        .containsExactly(
            "live heap: grows, +24.6 %",
            "memory: flat, +0.0 %",
            "threads: flat, +0.0 %",
            "open files: flat, +0.0 %",
            "write-ahead log: not known");
  }

  @Test
  void a_few_minutes_tell_nothing() {
    assertThat(ResourceGrowth.judge(List.of(new ResourceUsage(1, 1, 1, 1, 1, 1, 1))))
        .singleElement()
        .asString()
        .contains("too few");
  }
}
