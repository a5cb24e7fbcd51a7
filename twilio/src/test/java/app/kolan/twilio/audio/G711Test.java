package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every code and every sample of G.711.
@Tag("unit")
class G711Test {
  private static final int LOUDEST = 32124;

  @ParameterizedTest
  @CsvSource({
    "0x00, -32124",
    "0x80, 32124",
    "0x0F, -16764",
    "0x8F, 16764",
    "0x01, -31100",
    "0x70, -120",
    "0xF0, 120",
    "0x7E, -8",
    "0xFE, 8",
    "0x7F, 0",
    "0xFF, 0",
  })
  void known_codes_have_their_values(String code, short value) {
    assertThat(G711.decode((byte) (int) Integer.decode(code))).isEqualTo(value);
  }

  @Test
  void silence_is_plus_zero() {
    assertThat(G711.encode((short) 0)).isEqualTo((byte) 0xFF).isEqualTo(G711.SILENCE);
  }

  @Test
  void every_code_but_minus_zero_comes_back() {
    for (int code = 0; code < 256; code++) {
      byte expected = code == 0x7F ? (byte) 0xFF : (byte) code;
      assertThat(G711.encode(G711.decode((byte) code))).as("code %02x", code).isEqualTo(expected);
    }
  }

  @Test
  void the_sign_bit_turns_the_sample_round() {
    for (int code = 0; code < 256; code++) {
      assertThat(G711.decode((byte) (code ^ 0x80)))
          .as("code %02x", code)
          .isEqualTo((short) -G711.decode((byte) code));
    }
  }

  @Test
  void louder_samples_never_sound_softer() {
    for (int sample = Short.MIN_VALUE; sample < Short.MAX_VALUE; sample++) {
      assertThat(heard(sample)).as("sample %d", sample).isLessThanOrEqualTo(heard(sample + 1));
    }
  }

  @Test
  void too_loud_samples_are_clipped() {
    assertThat(heard(Short.MAX_VALUE)).isEqualTo(LOUDEST);
    assertThat(heard(Short.MIN_VALUE)).isEqualTo(-LOUDEST);
    for (int sample = LOUDEST; sample <= Short.MAX_VALUE; sample++) {
      assertThat(heard(sample)).isEqualTo(LOUDEST);
      assertThat(heard(-sample)).isEqualTo(-LOUDEST);
    }
  }

  @Test
  void every_sample_gets_the_code_of_the_recommendation() {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      assertThat(Math.abs(heard(sample))).as("sample %d", sample).isEqualTo(decided(sample));
    }
  }

  @Test
  void every_sample_gets_the_nearest_code_except_between_two_segments() {
    int between = 0;
    for (int sample = -LOUDEST; sample <= LOUDEST; sample++) {
      int heard = heard(sample);
      if (Math.abs(heard - sample) > distanceToNearest(sample)) {
        between++;
        assertThat(Math.abs(heard)).as("sample %d", sample).isGreaterThan(Math.abs(sample));
      }
    }
    assertThat(between).isEqualTo(2 * (2 + 4 + 8 + 16 + 32 + 64 + 128));
  }

  private static int heard(int sample) {
    return G711.decode(G711.encode((short) sample));
  }

  private static int distanceToNearest(int sample) {
    int nearest = Integer.MAX_VALUE;
    for (int code = 0; code < 256; code++) {
      nearest = Math.min(nearest, Math.abs(G711.decode((byte) code) - sample));
    }
    return nearest;
  }

  /// The output value of table 2a of the Recommendation, in 16-bit units: one interval of 4 around
  /// zero, fifteen of 8, then sixteen of each power of two, every output in its interval's middle.
  private static int decided(int sample) {
    int magnitude = Math.abs(sample);
    if (magnitude < 4) {
      return 0;
    }
    int lower = 4;
    for (int interval = 1; interval < 128; interval++) {
      int upper = lower + (8 << (interval / 16));
      if (magnitude < upper) {
        return (lower + upper) / 2;
      }
      lower = upper;
    }
    return LOUDEST;
  }
}
