package app.kolan.server.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SpokenTextTest {
  private final SpokenText text = new SpokenText();

  @Test
  void what_was_heard_ends_with_a_whole_word() {
    clause("we are open until six. ", 0, 2300);

    assertThat(text.until(Duration.ofMillis(2300))).isEqualTo("we are open until six.");
    assertThat(text.until(Duration.ofMillis(1250))).isEqualTo("we are open");
    assertThat(text.until(Duration.ofMillis(100))).isEmpty();
    assertThat(text.until(Duration.ZERO)).isEmpty();
  }

  @Test
  void clauses_that_were_heard_are_joined() {
    clause("Good morning. ", 0, 1000);
    clause("How can I help?", 1000, 2000);

    assertThat(text.until(Duration.ofMillis(1700))).isEqualTo("Good morning. How can I");
    assertThat(text.between(1, 2, Duration.ofSeconds(9))).isEqualTo("How can I help?");
    assertThat(text.all(0, 2)).isEqualTo("Good morning. How can I help?");
  }

  @Test
  void a_clause_whose_sound_is_still_made_lasts_at_least_as_long_as_its_letters() {
    text.begin("a clause of which little was made", Duration.ZERO);
    text.reaches(Duration.ofMillis(200));

    assertThat(text.until(Duration.ofMillis(200))).isEqualTo("a");
    assertThat(text.until(Duration.ofMillis(700))).isEqualTo("a clause");
  }

  private void clause(String words, int from, int to) {
    text.begin(words, Duration.ofMillis(from));
    text.reaches(Duration.ofMillis(to));
    text.complete();
  }
}
