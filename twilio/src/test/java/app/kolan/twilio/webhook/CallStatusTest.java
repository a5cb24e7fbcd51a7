package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CallStatusTest {
  @ParameterizedTest
  @CsvSource({
    "queued, 0, false",
    "initiated, 0, false",
    "ringing, 1, false",
    "in-progress, 2, false",
    "completed, 3, true",
    "busy, 3, true",
    "failed, 3, true",
    "no-answer, 3, true",
    "canceled, 3, true",
  })
  void every_word_of_twilio_is_known(String word, int stage, boolean end) {
    assertThat(CallStatus.ofWire(word))
        .hasValueSatisfying(
            status -> {
              assertThat(status.wire()).isEqualTo(word);
              assertThat(status.stage()).isEqualTo(stage);
              assertThat(status.isEnd()).isEqualTo(end);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ringing", "in_progress", "cancelled", "new"})
  void other_words_are_not(String word) {
    assertThat(CallStatus.ofWire(word)).isEmpty();
  }
}
