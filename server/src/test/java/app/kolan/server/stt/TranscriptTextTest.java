package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TranscriptTextTest {
  @Test
  void pieces_are_joined_by_one_space() {
    assertThat(TranscriptText.join(List.of("שלום,", "", "  מה ", "נשמע?")))
        .isEqualTo("שלום, מה נשמע?");
    assertThat(TranscriptText.join(List.of("", " "))).isEmpty();
  }

  @Test
  void signs_belong_to_the_word_before_them() {
    assertThat(TranscriptText.tidy("כן , בבקשה . תודה !")).isEqualTo("כן, בבקשה. תודה!");
    assertThat(TranscriptText.tidy("עולה .5 שקל")).isEqualTo("עולה .5 שקל");
  }

  @Test
  void marks_of_direction_and_other_spaces_are_not_words() {
    assertThat(TranscriptText.tidy("\u200Fשלום\u00A0\u202Bעולם\u202C\n")).isEqualTo("שלום עולם");
  }

  @Test
  void hebrew_signs_within_a_word_stay() {
    assertThat(TranscriptText.tidy("צה\u05F4ל בית\u05BEספר ג'ירפה תל-אביב"))
        .isEqualTo("צה\u05F4ל בית\u05BEספר ג'ירפה תל-אביב");
  }
}
