package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Pcm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class StreamingResamplerTest {
  @ParameterizedTest
  @ValueSource(ints = {8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})
  void pieces_give_the_same_samples_as_the_whole(int rate) {
    for (int seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      short[] sound = noise(random, random.nextInt(1, 9000));
      var resampler = new StreamingResampler(rate, 8000);
      short[] converted = new short[0];
      for (int at = 0; at < sound.length; ) {
        int next = Math.min(sound.length, at + random.nextInt(0, 700));
        converted = join(converted, resampler.convert(Arrays.copyOfRange(sound, at, next)));
        at = next;
      }
      converted = join(converted, resampler.finish());

      assertThat(converted)
          .as("seed %d", seed)
          .isEqualTo(Pcm.of(sound, rate).resampledTo(8000).samples());
    }
  }

  private static short[] noise(Random random, int length) {
    var noise = new short[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (short) random.nextInt();
    }
    return noise;
  }

  private static short[] join(short[] first, short[] second) {
    short[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
