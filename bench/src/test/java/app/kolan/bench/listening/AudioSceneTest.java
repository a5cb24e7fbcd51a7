package app.kolan.bench.listening;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class AudioSceneTest {
  private static final int SECOND = 50;

  @Test
  void a_span_goes_from_the_first_loud_frame_to_the_last() {
    Mulaw sentence =
        Mulaw.join(List.of(silence(200), tone(1000), silence(400), tone(1000), silence(300)));

    AudioScene scene = AudioScene.of(List.of(sentence, sentence), 0, Background.SILENCE, -90);

    int first = 3 * SECOND + 10;
    int second = first + 145 + SECOND * 5 / 2;
    assertThat(scene.spans())
        .containsExactly(new Span(first, first + 119), new Span(second, second + 119));
  }

  @Test
  void voices_lie_over_the_background() {
    AudioScene scene = AudioScene.of(List.of(tone(2000)), -12, Background.LINE_NOISE, -40);

    Signal heard = Signal.of(scene.audio());
    assertThat(heard.level(0, 3 * Mulaw.RATE)).isCloseTo(-40, Assertions.within(1.0));
    assertThat(heard.level(3 * Mulaw.RATE, 5 * Mulaw.RATE)).isGreaterThan(-30);
  }

  @ParameterizedTest
  @EnumSource(Background.class)
  void a_background_is_the_same_each_time_and_as_loud_as_was_said(Background background) {
    Signal once = background.sound(20 * Mulaw.RATE, -30);

    assertThat(once.toMulaw()).isEqualTo(background.sound(20 * Mulaw.RATE, -30).toMulaw());
    if (background != Background.SILENCE) {
      assertThat(once.level(0, once.length())).isCloseTo(-30, Assertions.within(0.1));
    }
  }

  @ParameterizedTest
  @EnumSource(Voices.class)
  void every_voice_has_sentences_at_the_same_loudness(Voices voices) {
    assertThat(voices.sentences())
        .hasSizeGreaterThanOrEqualTo(8)
        .allSatisfy(
            sentence ->
                assertThat(Signal.of(sentence).level(0, sentence.length()))
                    .isBetween(-26.0, -17.0));
  }

  private static Mulaw silence(int milliseconds) {
    return Mulaw.silence(Duration.ofMillis(milliseconds));
  }

  private static Mulaw tone(int milliseconds) {
    var tone = new Signal(milliseconds * Mulaw.RATE / 1000);
    for (int i = 0; i < tone.length(); i++) {
      tone.set(i, 6000 * Math.sin(0.6 * i));
    }
    return tone.toMulaw();
  }
}
