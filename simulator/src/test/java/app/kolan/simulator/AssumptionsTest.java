package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AssumptionsTest {
  @ParameterizedTest
  @EnumSource(Assumption.class)
  void every_assumption_takes_its_usual_value_and_each_that_it_names(Assumption assumption)
      throws MalformedAssumption {
    assertThat(Assumptions.USUAL.value(assumption)).isEqualTo(assumption.usual());
    assertThat(assumption.takes(assumption.usual())).isTrue();
    List<String> values =
        assumption.shape().startsWith("<")
            ? List.of(assumption.usual(), assumption.shape().equals("<length>") ? "1500ms" : "12")
            : List.of(assumption.shape().split("\\|"));
    for (String value : values) {
      assertThat(Assumptions.parse(List.of(assumption.words() + "=" + value)).value(assumption))
          .isEqualTo(value);
    }
  }

  @Test
  void later_ones_win_and_the_others_stay() throws MalformedAssumption {
    var assumptions =
        Assumptions.parse(List.of("chunks=global", " first-timestamp = 0ms ", "chunks=per-track"));

    assertThat(assumptions.value(Assumption.CHUNKS)).isEqualTo("per-track");
    assertThat(assumptions.length(Assumption.FIRST_TIMESTAMP)).isEqualTo(Duration.ZERO);
    assertThat(assumptions.value(Assumption.SILENCE)).isEqualTo("sent");
    assertThat(assumptions.number(Assumption.LARGEST_MESSAGE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "chunks",
        "chunks=",
        "chunk=global",
        "chunks=both",
        "first-timestamp=5",
        "largest-message=-1",
        "largest-message=99999999999",
        "broken-pipe-after=soon",
        "\u0000=\u0000"
      })
  void what_is_no_assumption_is_refused_with_what_could_stand_there(String line) {
    assertThatThrownBy(() -> Assumptions.parse(List.of(line)))
        .isInstanceOf(MalformedAssumption.class)
        .hasMessageContaining("“" + line + "”");
  }

  @Test
  void a_value_that_there_is_not_cannot_be_assumed() {
    assertThatThrownBy(() -> Assumptions.USUAL.with(Assumption.CHUNKS, "both"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_was_given_is_copied() {
    Map<Assumption, String> given = new HashMap<>(Map.of(Assumption.CHUNKS, "global"));
    var assumptions = new Assumptions(given);
    given.clear();

    assertThat(assumptions.value(Assumption.CHUNKS)).isEqualTo("global");
  }

  @Test
  void a_shuffled_order_follows_from_the_seed_and_is_not_always_the_same() {
    var shuffled = Assumptions.USUAL.with(Assumption.END_ORDER, "shuffled");

    assertThat(shuffled.endOrder(new Random(3))).isEqualTo(shuffled.endOrder(new Random(3)));
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(seed -> shuffled.endOrder(new Random(seed * 7919L)))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Assumptions.EndOrder.values());
  }
}
