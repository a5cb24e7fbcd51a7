package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SlidingMinimumTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 100})
  void it_is_the_least_of_the_last_values(int window) {
    var random = new Random(window);
    var minimum = new SlidingMinimum(window);
    var values = new double[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 700 < 200 ? i : random.nextInt(50);
      double least = Arrays.stream(values, Math.max(0, i + 1 - window), i + 1).min().orElseThrow();

      assertThat(minimum.add(values[i])).isEqualTo(least);
    }
  }
}
