package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Any bytes are a sound or malformed.
@Tag("unit")
class WavTotalTest {
  @Test
  void a_file_cut_off_anywhere_is_a_beginning_or_malformed() {
    Pcm whole = Sound.ramp(8000, 100);
    byte[] file = Wav.of(whole);
    for (int length = 0; length <= file.length; length++) {
      try {
        Pcm beginning = Wav.read(Arrays.copyOf(file, length));
        assertThat(beginning).isEqualTo(whole.slice(0, (length - 44) / 2));
      } catch (MalformedWav e) {
        assertThat(length).isLessThan(44);
      }
    }
  }

  @SeededTest(1000)
  void a_damaged_file_is_a_sound_or_malformed(long seed) {
    var random = new Random(seed);
    byte[] file = Wav.stereo(Sound.ramp(8000, 10), Sound.sine(440, 8000, 12));

    read(Mutation.of(file, random));
  }

  @SeededTest(300)
  void a_file_with_one_number_changed_is_a_sound_or_malformed(long seed) {
    var random = new Random(seed);
    byte[] file = Wav.of(Sound.ramp(8000, 10));
    file[12 + random.nextInt(32)] = (byte) random.nextInt();

    read(file);
  }

  private static void read(byte[] file) {
    try {
      assertThat(Wav.read(file).rate()).isPositive();
    } catch (MalformedWav e) {
      assertThat(e.getMessage()).contains("WAV file");
    }
  }
}
