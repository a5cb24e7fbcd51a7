package app.kolan.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SoundsTest {
  @ParameterizedTest
  @ValueSource(strings = {"hello", "שלום", "when do you open", ""})
  void speech_like_sound_is_as_long_and_as_loud_as_speech(String text) {
    Mulaw sound = Sounds.speechLike(text, Duration.ofMillis(1500));

    assertThat(sound.duration()).isEqualTo(Duration.ofMillis(1500));
    assertThat(sound.toPcm().rmsDbfs()).isCloseTo(-20, within(1.5));
  }

  @Test
  void the_same_text_gives_the_same_sound_and_another_text_another() {
    Duration length = Duration.ofSeconds(1);

    assertThat(Sounds.speechLike("a", length)).isEqualTo(Sounds.speechLike("a", length));
    assertThat(Sounds.speechLike("a", length)).isNotEqualTo(Sounds.speechLike("b", length));
  }
}
