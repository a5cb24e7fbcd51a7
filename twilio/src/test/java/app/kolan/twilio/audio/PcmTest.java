package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PcmTest {
  @Test
  void changing_the_arrays_it_came_from_or_gave_changes_nothing() {
    short[] samples = {1, 2, 3};
    var audio = Pcm.of(samples, 8000);
    samples[0] = 9;
    audio.samples()[1] = 9;

    assertThat(audio).isEqualTo(Pcm.of(new short[] {1, 2, 3}, 8000));
  }

  @Test
  void a_slice_is_cut_to_what_there_is() {
    var audio = Pcm.of(new short[] {1, 2, 3}, 8000);

    assertThat(audio.slice(1, 9).samples()).containsExactly(2, 3);
    assertThat(audio.slice(-1, 1).samples()).containsExactly(1);
    assertThat(audio.slice(2, 1).length()).isZero();
  }

  @Test
  void louder_than_16_bits_is_clipped() {
    var audio = Pcm.of(new short[] {20_000, -20_000, 1, -1, 0}, 8000);

    assertThat(audio.amplified(2).samples()).containsExactly(32767, -32768, 2, -2, 0);
    assertThat(audio.amplified(0.5).samples()).containsExactly(10_000, -10_000, 1, 0, 0);
  }

  @Test
  void loudness_is_relative_to_full_scale() {
    Pcm sine = Sound.sine(1000, 8000, 8000);

    assertThat(sine.rmsDbfs()).isCloseTo(20 * Math.log10(16_000 / 32_768.0) - 3.01, within(0.01));
    assertThat(sine.peakDbfs()).isCloseTo(20 * Math.log10(16_000 / 32_768.0), within(0.01));
    assertThat(Pcm.of(new short[] {Short.MIN_VALUE}, 1).peakDbfs()).isZero();
    assertThat(Pcm.of(new short[4], 8000).rmsDbfs()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Pcm.of(new short[0], 8000).rmsDbfs()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Pcm.of(new short[0], 8000).peakDbfs()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void its_length_in_time_follows_its_rate() {
    assertThat(Pcm.of(new short[441], 44_100).duration()).isEqualTo(Duration.ofMillis(10));
    assertThat(Pcm.of(new short[24_000], 24_000)).asString().isEqualTo("Pcm[1000 ms at 24000 Hz]");
  }

  @Test
  void telephone_audio_is_made_at_its_own_rate() {
    assertThat(Sound.sine(1000, 24_000, 24_000).toMulaw().duration())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_same_samples_at_another_rate_are_another_sound() {
    assertThat(Pcm.of(new short[] {1}, 8000)).isNotEqualTo(Pcm.of(new short[] {1}, 16_000));
  }

  @Test
  void a_rate_is_at_least_one() {
    assertThatIllegalArgumentException().isThrownBy(() -> Pcm.of(new short[0], 0));
  }
}
