package app.kolan.server.media.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LanguageEndOfTurnTest {
  @ParameterizedTest
  @ValueSource(strings = {"I would like to", "It is about my", "AND", "oh five two", "so, uh..."})
  void english_goes_on(String words) {
    assertThat(judge(words)).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"I would like an appointment", "What is that?", "with whom was that for."})
  void of_other_english_nothing_is_known(String words) {
    assertThat(judge(words)).isEmpty();
  }

  @Test
  void an_english_number_is_whole() {
    assertThat(judge("zero five two 123 four five six seven")).hasValue(0);
  }

  @Test
  void the_delay_grows_with_the_probability_between_its_bounds() {
    var delay =
        new EndOfTurnDelay(Duration.ofMillis(300), Duration.ofMillis(800), Duration.ofMillis(1600));
    assertThat(delay.millis(0)).isEqualTo(300);
    assertThat(delay.millis(0.5)).isEqualTo(800);
    assertThat(delay.millis(1)).isEqualTo(1600);
    long before = 0;
    for (int i = 0; i <= 100; i++) {
      long millis = delay.millis(i / 100.0);
      assertThat(millis).isGreaterThan(before);
      before = millis;
    }
  }

  private static OptionalDouble judge(String words) {
    return EndOfTurnModels.USUAL.incomplete(new TurnText(words));
  }
}
