package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Pcm;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LoudnessTest {
  @Test
  void pauses_do_not_make_a_sentence_soft() {
    Pcm word = Tone.sine(500, 0.5, 400, 8000);
    Pcm sentence = Tone.join(Tone.join(word, Tone.silence(800, 8000)), word);

    assertThat(Loudness.activeRms(sentence)).isCloseTo(word.rmsDbfs(), within(0.1));
    assertThat(sentence.rmsDbfs()).isLessThan(word.rmsDbfs() - 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.99})
  void soft_and_loud_speech_become_equally_loud(double peak) {
    Pcm levelled = Loudness.levelled(Tone.sine(500, peak, 1000, 22_050));

    assertThat(Loudness.activeRms(levelled)).isCloseTo(Loudness.TARGET, within(0.1));
  }

  @Test
  void a_sudden_peak_is_pressed_down_and_not_clipped() {
    Pcm bang = Tone.join(Tone.sine(500, 0.05, 900, 8000), Tone.sine(500, 0.9, 25, 8000));

    Pcm levelled = Loudness.levelled(bang);

    assertThat(levelled.peakDbfs()).isLessThanOrEqualTo(Loudness.CEILING + 0.01);
    short loudest = (short) IntStream.range(0, levelled.length()).map(levelled::at).max().orElse(0);
    assertThat(IntStream.range(1, levelled.length()))
        .as("neighbouring samples that both sit on the ceiling")
        .noneMatch(i -> levelled.at(i) == loudest && levelled.at(i - 1) == loudest);
  }

  @Test
  void silence_around_speech_is_cut_to_the_margin() {
    Pcm speech = Tone.sine(500, 0.5, 500, 8000);
    Pcm padded = Tone.join(Tone.join(Tone.silence(700, 8000), speech), Tone.silence(1300, 8000));

    assertThat(Loudness.trimmed(padded).duration().toMillis()).isBetween(610L, 630L);
  }

  @Test
  void speech_that_starts_at_once_gets_the_margin_and_a_fade() {
    Pcm trimmed = Loudness.trimmed(Tone.sine(500, 0.5, 500, 8000));

    assertThat(trimmed.duration().toMillis()).isEqualTo(500 + 2 * Loudness.MARGIN);
    assertThat(trimmed.slice(0, 480).peakDbfs()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(trimmed.slice(480, 500).peakDbfs()).isLessThan(-10);
  }

  @Test
  void silence_stays_silence() {
    Pcm silence = Tone.silence(500, 8000);

    assertThat(Loudness.trimmed(silence).length()).isZero();
    assertThat(Loudness.levelled(silence)).isEqualTo(silence);
    assertThat(Loudness.activeRms(Tone.silence(0, 8000))).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {300, 1000, 3000})
  void the_phone_band_lets_speech_through(double frequency) {
    Pcm tone = Tone.sine(frequency, 0.5, 1000, 22_050);

    assertThat(Loudness.activeRms(TelephoneBandFilter.of(tone)))
        .isCloseTo(Loudness.activeRms(tone), within(0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {50, 100, 3800, 6000})
  void the_phone_band_stops_hum_and_hiss(double frequency) {
    Pcm phone = TelephoneBandFilter.of(Tone.sine(frequency, 0.5, 1000, 22_050)).slice(400, 7600);

    assertThat(phone.rmsDbfs()).isLessThan(-50);
  }
}
