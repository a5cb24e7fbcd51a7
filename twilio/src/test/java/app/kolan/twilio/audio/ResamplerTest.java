package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ResamplerTest {
  @ParameterizedTest
  @CsvSource({
    "24000, 8000, 100",
    "24000, 8000, 1000",
    "24000, 8000, 3000",
    "22050, 8000, 100",
    "22050, 8000, 1000",
    "22050, 8000, 3000",
    "16000, 8000, 1000",
    "16000, 8000, 3000",
    "44100, 8000, 1000",
    "48000, 8000, 3000",
    "8000, 16000, 100",
    "8000, 16000, 1000",
    "8000, 16000, 3000",
    "8000, 24000, 1000",
    "8000, 22050, 3000",
  })
  void the_telephone_band_passes(int from, int to, double frequency) {
    assertThat(gain(from, to, frequency)).isCloseTo(0, within(0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "24000, 8000, 4500",
    "24000, 8000, 5000",
    "24000, 8000, 7000",
    "24000, 8000, 11000",
    "22050, 8000, 4500",
    "22050, 8000, 5000",
    "22050, 8000, 10000",
    "16000, 8000, 4500",
    "16000, 8000, 7500",
    "48000, 8000, 5000",
    "48000, 8000, 20000",
  })
  void frequencies_that_would_alias_are_removed(int from, int to, double frequency) {
    assertThat(gain(from, to, frequency)).isLessThan(-60);
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000, 1000", "8000, 24000, 1000", "8000, 16000, 3000", "8000, 22050, 3000"})
  void no_image_is_present_above_the_band(int from, int to, double frequency) {
    Pcm output = Sound.sine(frequency, from, from).resampledTo(to);
    Pcm ideal = Sound.sine(frequency, to, to);

    assertThat(differenceDbfs(output, ideal)).isLessThan(ideal.rmsDbfs() - 40);
  }

  @ParameterizedTest
  @CsvSource({
    "24000, 8000",
    "22050, 8000",
    "16000, 8000",
    "8000, 16000",
    "8000, 24000",
    "44100, 8000"
  })
  void the_output_is_not_late(int from, int to) {
    var input = new short[from];
    input[from / 2] = Short.MAX_VALUE;

    short[] output = Pcm.of(input, from).resampledTo(to).samples();

    assertThat(indexOfLoudest(output)).isEqualTo(to / 2);
  }

  @ParameterizedTest
  @CsvSource({"24000, 8000", "22050, 8000", "8000, 16000"})
  void a_steady_level_stays(int from, int to) {
    var input = new short[from];
    Arrays.fill(input, (short) 10_000);

    for (short sample : Sound.middle(Pcm.of(input, from).resampledTo(to)).samples()) {
      assertThat((double) sample).isCloseTo(10_000, within(10.0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "24000, 8000, 0, 0", "24000, 8000, 2, 0", "24000, 8000, 3, 1", "24000, 8000, 101, 33",
    "22050, 8000, 22050, 8000", "22050, 8000, 441, 160", "8000, 16000, 7, 14", "8000, 8000, 5, 5",
  })
  void the_length_is_that_of_the_input_rounded_down(int from, int to, int length, int expected) {
    Pcm output = Sound.ramp(from, length).resampledTo(to);

    assertThat(output.length()).isEqualTo(expected);
    assertThat(output.rate()).isEqualTo(to);
  }

  @Test
  void an_equal_rate_changes_nothing() {
    Pcm sound = Sound.ramp(8000, 100);

    assertThat(sound.resampledTo(8000)).isSameAs(sound);
  }

  @Test
  void full_scale_is_clipped_and_never_wraps() {
    var square = new short[2400];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 240 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] output = Pcm.of(square, 24_000).resampledTo(8000).samples();

    for (int i = 0; i < output.length; i++) {
      boolean amidPlateau = i % 80 >= 20 && i % 80 < 60;
      if (amidPlateau) {
        assertThat(output[i] > 0).as("sample %d", i).isEqualTo(i / 80 % 2 == 0);
      }
    }
  }

  @Test
  void a_resampler_takes_its_own_rate_only() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampler.between(24_000, 8000).resample(Sound.ramp(16_000, 10)));
    assertThatIllegalArgumentException().isThrownBy(() -> Resampler.between(0, 8000));
    assertThatIllegalArgumentException().isThrownBy(() -> Resampler.between(8000, -1));
  }

  private static double gain(int from, int to, double frequency) {
    Pcm input = Sound.sine(frequency, from, from);
    return Sound.middle(input.resampledTo(to)).rmsDbfs() - Sound.middle(input).rmsDbfs();
  }

  private static double differenceDbfs(Pcm a, Pcm b) {
    var difference = new short[Math.min(a.length(), b.length())];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (short) (a.at(i) - b.at(i));
    }
    return Sound.middle(Pcm.of(difference, a.rate())).rmsDbfs();
  }

  private static int indexOfLoudest(short[] samples) {
    int loudest = 0;
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] > samples[loudest]) {
        loudest = i;
      }
    }
    return loudest;
  }
}
