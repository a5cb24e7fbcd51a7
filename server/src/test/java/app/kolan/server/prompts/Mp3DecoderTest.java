package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Pcm;
import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class Mp3DecoderTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final double HERTZ = 440;

  @ParameterizedTest
  @CsvSource({
    "44100, 2, 128",
    "48000, 1, 64",
    "32000, 2, 320",
    "22050, 1, 32",
    "22050, 2, 64",
    "16000, 1, 24",
    "11025, 1, 16",
    "8000, 1, 8"
  })
  void every_usual_form_is_heard_as_it_was_recorded(int rate, int channels, int kilobits)
      throws Exception {
    Pcm heard = Mp3Decoder.decode(file(rate, channels, kilobits, false), LONGEST);

    assertTone(heard, rate);
  }

  @Test
  void a_variable_bitrate_and_its_tag_make_no_difference() throws Exception {
    byte[] file = file(44_100, 2, 0, true);

    assertTone(Mp3Decoder.decode(file, LONGEST), 44_100);
    assertTone(Mp3Decoder.decode(join(infoFrame(file), file), LONGEST), 44_100);
  }

  @Test
  void tags_before_and_behind_the_sound_are_passed_over() throws Exception {
    byte[] sound = file(44_100, 1, 128, false);
    // A picture in a tag can hold what looks like frames.
    byte[] tag = new byte[10 + 4000];
    System.arraycopy("ID3\4\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, tag, 0, 6);
    tag[8] = (byte) (4000 >> 7);
    tag[9] = (byte) (4000 & 0x7F);
    System.arraycopy(sound, 0, tag, 500, 2000);
    byte[] last = new byte[128];
    System.arraycopy("TAG".getBytes(StandardCharsets.ISO_8859_1), 0, last, 0, 3);

    assertTone(Mp3Decoder.decode(join(tag, join(sound, last)), LONGEST), 44_100);
    assertTone(Mp3Decoder.decode(join(new byte[700], sound), LONGEST), 44_100);
  }

  @Test
  void a_file_that_is_cut_off_or_damaged_in_the_middle_is_heard_without_that_part()
      throws Exception {
    byte[] sound = file(44_100, 1, 128, false);
    byte[] damaged = sound.clone();
    for (int i = sound.length / 2; i < sound.length / 2 + 900; i++) {
      damaged[i] = 0;
    }

    assertThat(Mp3Decoder.decode(damaged, LONGEST).duration().toMillis()).isBetween(700L, 1200L);
    byte[] half = Arrays.copyOf(sound, sound.length / 2);
    assertThat(Mp3Decoder.decode(half, LONGEST).duration().toMillis()).isBetween(400L, 700L);
  }

  @Test
  void whatever_a_file_holds_it_is_a_sound_or_is_refused() throws Exception {
    var random = new Random(13);
    byte[] sound = file(22_050, 2, 48, false);
    for (int i = 0; i < 300; i++) {
      byte[] mutant = sound.clone();
      for (int j = 0; j < 1 + random.nextInt(200); j++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      decodeOrRefuse(mutant);
    }
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    decodeOrRefuse(noise);
    decodeOrRefuse(new byte[] {(byte) 0xFF});
    decodeOrRefuse("ID3\4\0\0\177\177\177\177".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void no_more_is_decoded_than_a_prompt_may_last() throws Exception {
    byte[] second = file(8000, 1, 8, false);
    var hours = new ByteArrayOutputStream();
    while (hours.size() < 8 << 20) {
      hours.write(second);
    }

    Pcm heard = Mp3Decoder.decode(hours.toByteArray(), LONGEST);

    assertThat(heard.duration()).isBetween(LONGEST, LONGEST.plusSeconds(1));
  }

  private static void decodeOrRefuse(byte[] file) {
    try {
      assertThat(Mp3Decoder.decode(file, LONGEST).length()).isPositive();
    } catch (UnusableSound refused) {
      assertThat(refused).hasMessageContaining("ffmpeg");
    }
  }

  @Test
  void what_is_no_mp3_is_not_taken_for_one() {
    assertThat(Mp3Decoder.isMp3(new byte[100])).isFalse();
    assertThat(Mp3Decoder.isMp3("RIFF1234WAVE".getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    assertThatExceptionOfType(UnusableSound.class)
        .isThrownBy(() -> Mp3Decoder.decode(new byte[100], LONGEST));
  }

  private static void assertTone(Pcm heard, int rate) {
    assertThat(heard.rate()).isEqualTo(rate);
    assertThat(heard.duration().toMillis()).isBetween(950L, 1300L);
    Pcm middle = heard.slice(heard.length() / 4, heard.length() * 3 / 4);
    assertThat(level(middle, HERTZ)).isCloseTo(0.5, within(0.06));
    assertThat(level(middle, HERTZ * 1.5)).isLessThan(0.02);
  }

  /// The peak of a sine of this frequency in a sound, as a part of full scale: the Goertzel
  /// algorithm.
  private static double level(Pcm sound, double hertz) {
    double sine = 0;
    double cosine = 0;
    for (int i = 0; i < sound.length(); i++) {
      double turn = 2 * Math.PI * hertz * i / sound.rate();
      sine += sound.at(i) * Math.sin(turn);
      cosine += sound.at(i) * Math.cos(turn);
    }
    return 2 * Math.hypot(sine, cosine) / sound.length() / Short.MAX_VALUE;
  }

  /// A second of a tone of half of full scale, as LAME writes it.
  private static byte[] file(int rate, int channels, int kilobits, boolean variable) {
    Pcm tone = Tone.sine(HERTZ, 0.5, 1000, rate);
    var bytes = ByteBuffer.allocate(tone.length() * 2 * channels).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tone.length(); i++) {
      for (int channel = 0; channel < channels; channel++) {
        bytes.putShort(tone.at(i));
      }
    }
    var encoder =
        new LameEncoder(
            new AudioFormat(rate, 16, channels, true, false),
            kilobits == 0 ? LameEncoder.BITRATE_AUTO : kilobits,
            channels == 1 ? LameEncoder.CHANNEL_MODE_MONO : LameEncoder.CHANNEL_MODE_JOINT_STEREO,
            LameEncoder.QUALITY_MIDDLE,
            variable);
    var file = new ByteArrayOutputStream();
    byte[] sound = bytes.array();
    var out = new byte[encoder.getPCMBufferSize()];
    for (int at = 0; at < sound.length; at += out.length) {
      int length = Math.min(out.length, sound.length - at);
      file.write(out, 0, encoder.encodeBuffer(sound, at, length, out));
    }
    file.write(out, 0, encoder.encodeFinish(out));
    encoder.close();
    return file.toByteArray();
  }

  /// A frame as LAME puts it before the others, to tell how many there are.
  private static byte[] infoFrame(byte[] file) {
    Mp3Frame first = Mp3Frame.at(ByteBuffer.wrap(file), 0).orElseThrow();
    byte[] frame = new byte[first.bytes()];
    System.arraycopy(file, 0, frame, 0, 4);
    System.arraycopy("Xing".getBytes(StandardCharsets.ISO_8859_1), 0, frame, first.mainData(), 4);
    return frame;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
