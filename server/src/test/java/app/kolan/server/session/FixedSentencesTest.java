package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FixedSentencesTest {
  private final FixedSentences sentences =
      new FixedSentences(
          List.of("שלום וברוכים הבאים.", "איך אפשר לעזור היום?"),
          List.of(Duration.ofSeconds(3), Duration.ofSeconds(4)));

  @Test
  void what_was_not_heard_is_the_rest_of_the_text() {
    assertThat(sentences.unheard(Duration.ofSeconds(7))).isEmpty();
    assertThat(sentences.unheard(Duration.ofSeconds(3))).isEqualTo("איך אפשר לעזור היום?");
    assertThat(sentences.unheard(Duration.ZERO))
        .isEqualTo("שלום וברוכים הבאים. איך אפשר לעזור היום?");
  }

  @Test
  void what_was_heard_whole_is_the_whole_text() {
    assertThat(sentences.heard(Duration.ofSeconds(7)))
        .isEqualTo("שלום וברוכים הבאים. איך אפשר לעזור היום?");
    assertThat(sentences.heard(Duration.ofMinutes(1)))
        .isEqualTo("שלום וברוכים הבאים. איך אפשר לעזור היום?");
  }

  @Test
  void of_a_sentence_that_was_cut_off_there_are_as_many_words_as_there_was_time_for() {
    assertThat(sentences.heard(Duration.ofSeconds(5))).isEqualTo("שלום וברוכים הבאים. איך אפשר");
    assertThat(sentences.heard(Duration.ofMillis(2100))).isEqualTo("שלום וברוכים");
    assertThat(sentences.heard(Duration.ZERO)).isEmpty();
  }
}
