package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WavTest {
  private static final Pcm RAMP = Sound.ramp(22_050, 500);

  @Test
  void linear_audio_comes_back() throws MalformedWav {
    assertThat(Wav.read(Wav.of(RAMP))).isEqualTo(RAMP);
    assertThat(Wav.read(Wav.of(Pcm.of(new short[0], 8000))).length()).isZero();
  }

  @Test
  void telephone_audio_comes_back() throws MalformedWav {
    Mulaw audio = Sound.sine(440, 8000, 801).toMulaw();

    assertThat(Wav.read(Wav.of(audio))).isEqualTo(audio.toPcm());
  }

  @Test
  void the_jdk_reads_what_is_written() throws Exception {
    Mulaw mulaw = Sound.sine(440, 8000, 801).toMulaw();

    try (var linear = AudioSystem.getAudioInputStream(new ByteArrayInputStream(Wav.of(RAMP)))) {
      assertThat(linear.getFormat().getSampleRate()).isEqualTo(22_050);
      assertThat(linear.getFormat().getChannels()).isEqualTo(1);
      assertThat(linear.getFrameLength()).isEqualTo(500);
    }
    try (var coded = AudioSystem.getAudioInputStream(new ByteArrayInputStream(Wav.of(mulaw)))) {
      assertThat(coded.getFormat().getEncoding()).isEqualTo(AudioFormat.Encoding.ULAW);
      assertThat(coded.readAllBytes()).isEqualTo(mulaw.bytes());
    }
  }

  @Test
  void chunks_are_padded_to_an_even_length() {
    byte[] odd = Wav.of(Mulaw.of(new byte[] {1, 2, 3}));

    assertThat(odd).hasSize(48);
    assertThat(ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).getInt(4)).isEqualTo(40);
    assertThat(ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).getInt(40)).isEqualTo(3);
  }

  @Test
  void both_sides_are_mixed_and_the_shorter_one_is_silent_to_the_end() throws MalformedWav {
    var left = Pcm.of(new short[] {1000, -1000, 32_767}, 8000);
    var right = Pcm.of(new short[] {3000}, 8000);

    assertThat(Wav.read(Wav.stereo(left, right)))
        .isEqualTo(Pcm.of(new short[] {2000, -500, 16_383}, 8000));
    assertThat(Wav.read(Wav.stereo(right, left)))
        .isEqualTo(Pcm.of(new short[] {2000, -500, 16_383}, 8000));
  }

  @Test
  void loud_sides_do_not_overflow() throws MalformedWav {
    var loud = Pcm.of(new short[] {32_767, -32_768}, 8000);

    assertThat(Wav.read(Wav.stereo(loud, loud))).isEqualTo(loud);
  }

  @Test
  void the_length_is_known_from_the_beginning() throws MalformedWav {
    byte[] file = Wav.of(Sound.sine(440, 8000, 8000).toMulaw());
    byte[] stereo = Wav.stereo(Pcm.of(new short[4000], 8000), Pcm.of(new short[1], 8000));

    assertThat(Wav.duration(Arrays.copyOf(file, 44), file.length)).hasSeconds(1);
    assertThat(Wav.duration(Arrays.copyOf(file, 44), 44 + 4000)).hasMillis(500);
    assertThat(Wav.duration(stereo, stereo.length)).hasMillis(500);
  }

  @Test
  void the_left_side_comes_first() {
    byte[] file = Wav.stereo(Pcm.of(new short[] {1}, 8000), Pcm.of(new short[] {2}, 8000));

    assertThat(Arrays.copyOfRange(file, 44, file.length)).containsExactly(1, 0, 2, 0);
  }

  @Test
  void two_sides_of_different_rates_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wav.stereo(Pcm.of(new short[1], 8000), Pcm.of(new short[1], 16_000)));
  }

  @Test
  void headers_that_promise_too_much_are_forgiven() throws MalformedWav {
    for (int length : new int[] {0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 1001}) {
      byte[] file = Wav.of(RAMP);
      putInt(file, 4, length);
      putInt(file, 40, length);

      assertThat(Wav.read(file)).as("length %x", length).isEqualTo(RAMP);
    }
  }

  @Test
  void other_chunks_are_passed_over() throws MalformedWav {
    byte[] file = Wav.of(RAMP);
    byte[] odd = "LIST\u0003\u0000\u0000\u0000abc\u0000".getBytes(StandardCharsets.ISO_8859_1);
    byte[] longer = Arrays.copyOf(file, file.length + odd.length);
    System.arraycopy(odd, 0, longer, 36, odd.length);
    System.arraycopy(file, 36, longer, 36 + odd.length, file.length - 36);

    assertThat(Wav.read(longer)).isEqualTo(RAMP);
  }

  @Test
  void what_it_cannot_read_is_named() {
    byte[] eightBits = Wav.of(RAMP);
    eightBits[34] = 8;
    byte[] noChannels = Wav.of(RAMP);
    noChannels[22] = 0;
    byte[] noRate = Wav.of(RAMP);
    putInt(noRate, 24, 0);

    assertMalformed(eightBits, "format 1 with 8 bits");
    assertMalformed(noChannels, "0 channels");
    assertMalformed(noRate, "0 Hz");
    assertMalformed("ID3 this is an MP3".getBytes(StandardCharsets.US_ASCII), "not a WAV file");
  }

  private static void assertMalformed(byte[] file, String message) {
    assertThatExceptionOfType(MalformedWav.class)
        .isThrownBy(() -> Wav.read(file))
        .withMessageContaining(message);
  }

  private static void putInt(byte[] file, int at, int value) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }
}
