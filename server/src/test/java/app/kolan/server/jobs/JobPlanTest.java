package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class JobPlanTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT1S",
    "1, PT1S",
    "2, PT2S",
    "3, PT4S",
    "10, PT8M32S",
    "11, PT10M",
    "2000000000, PT10M"
  })
  void pauses_grow_up_to_the_longest(int attempts, Duration pause) {
    assertThat(FetchRetries.usual().pauseAfter(attempts)).isEqualTo(pause);
  }
}
