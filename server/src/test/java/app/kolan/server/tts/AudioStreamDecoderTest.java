package app.kolan.server.tts;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AudioStreamDecoderTest {
  private static final Mulaw SOUND = ToneCodec.mulaw("שלום");

  @Test
  void bare_telephone_audio_passes_untouched() throws Exception {
    assertThat(decoded(AudioEncoding.PHONE, SOUND.bytes(), 100)).isEqualTo(SOUND);
    assertThat(decoded(AudioEncoding.PHONE, new byte[] {1, 2, 3}, 1).bytes())
        .containsExactly(1, 2, 3);
    assertThat(decoded(AudioEncoding.PHONE, new byte[0], 1)).isEqualTo(Mulaw.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 43, 44, 45, 1000})
  void a_header_is_not_heard_wherever_it_is_cut(int bytes) throws Exception {
    assertThat(decoded(AudioEncoding.PHONE, Wav.of(SOUND), bytes)).isEqualTo(SOUND);
    assertThat(decoded(AudioEncoding.PCM_24K, Wav.of(SOUND), bytes)).isEqualTo(SOUND);
  }

  @Test
  void other_chunks_of_a_wav_file_are_not_heard() throws Exception {
    byte[] wav = Wav.of(SOUND);
    byte[] list = "LIST\u0005\0\0\0INFO1\0".getBytes(StandardCharsets.ISO_8859_1);
    var file = new ByteArrayOutputStream();
    file.write(wav, 0, 36);
    file.writeBytes(list);
    file.write(wav, 36, wav.length - 36);
    file.writeBytes(list);

    assertThat(decoded(AudioEncoding.PHONE, file.toByteArray(), 17)).isEqualTo(SOUND);
  }

  @Test
  void both_sides_of_a_stereo_file_are_mixed() throws Exception {
    Pcm sound = ToneCodec.pcm("שלום", 48_000);

    Mulaw mixed = decoded(AudioEncoding.PCM_24K, Wav.stereo(sound, sound), 501);

    assertThat(mixed).isEqualTo(sound.toMulaw());
  }

  @ParameterizedTest
  @CsvSource({
    "MP3, 49443304000000000023545353450000",
    "MP3, fffb9064000ff0000069000000080000",
    "MP3, fff3e4c40000000000000000000000ff",
    "MP3, fff384c4496e666f0000000000000000",
    "Ogg, 4f676753000200000000000000000000",
    "FLAC, 664c614300000022100010000006072b",
    "MP4, 000000206674797069736f6d00000200",
    "WebM, 1a45dfa3010000000000001f42868101",
    "a text, 3c68746d6c3e00206e6f207375636820",
    "a text, 0a3c21444f43545950452068746d6c3e",
    "a text, 7b226572726f72223a7b22636f646522227d",
    "a text, 5b7b226572726f72223a7b22636f6465"
  })
  void what_is_no_bare_sound_is_refused(String name, String head) {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(head), 500);

    assertThatThrownBy(() -> decoded(AudioEncoding.PHONE, bytes, 100))
        .isInstanceOf(ProviderFailure.class)
        .hasMessage("azure: UNREADABLE (it sent %s and no bare sound)".formatted(name));
    assertThatThrownBy(() -> decoded(AudioEncoding.PCM_24K, bytes, 1))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Internal Server Error: upstream connect error or disconnect/reset before headers",
        "voice not found",
        "שגיאה פנימית בשרת, נא לנסות שוב מאוחר יותר",
        "{\n  \"detail\": \"voice not found\"\n}",
        "<!-- busy -->"
      })
  void no_text_is_a_sound(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (AudioEncoding expected : List.of(AudioEncoding.PHONE, AudioEncoding.PCM_24K)) {
      for (int pieces : new int[] {1, 7, 1000}) {
        assertThatThrownBy(() -> decoded(expected, bytes, pieces))
            .hasMessage("azure: UNREADABLE (it sent a text and no bare sound)");
      }
    }
  }

  @Test
  void what_a_server_calls_a_text_or_a_coded_sound_is_refused() {
    assertThatThrownBy(() -> decodedAs("application/json", "no".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("it sent a text");
    assertThatThrownBy(() -> decodedAs("audio/mpeg", new byte[200]))
        .hasMessageContaining("it sent mpeg");
  }

  @Test
  void samples_that_a_server_calls_a_text_are_a_sound() throws Exception {
    assertThat(decodedAs("text/html; charset=utf-8", linear(ToneCodec.pcm("שלום", 24_000))))
        .isNotEqualTo(Mulaw.EMPTY);
    assertThat(decodedAs("audio/wav", Wav.of(SOUND))).isEqualTo(SOUND);
  }

  private static byte[] linear(Pcm sound) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * sound.length()).order(LITTLE_ENDIAN);
    for (short sample : sound.samples()) {
      bytes.putShort(sample);
    }
    return bytes.array();
  }

  private static Mulaw decodedAs(String contentType, byte[] body) throws ProviderFailure {
    var decoder = new AudioStreamDecoder("azure", AudioEncoding.PCM_24K, contentType);
    return Mulaw.join(List.of(decoder.decode(body), decoder.finish()));
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "1, 24", "1, 32", "3, 32", "3, 64"})
  void samples_of_every_common_width_are_the_same_sound(int code, int bits) throws Exception {
    short[] samples = ToneCodec.pcm("שלום", 8000).samples();
    ByteBuffer data = ByteBuffer.allocate(samples.length * bits / 8).order(LITTLE_ENDIAN);
    for (short sample : samples) {
      switch (code * 100 + bits) {
        case 108 -> data.put((byte) ((sample >> 8) + 128));
        case 124 -> data.put((byte) 0).putShort(sample);
        case 132 -> data.putInt(sample << 16);
        case 332 -> data.putFloat(sample / 32767f);
        default -> data.putDouble(sample / 32767.0);
      }
    }
    byte[] head = Arrays.copyOf(Wav.of(Pcm.of(samples, 8000)), 44);
    ByteBuffer fields = ByteBuffer.wrap(head).order(LITTLE_ENDIAN);
    fields.putShort(20, (short) code).putShort(34, (short) bits).putInt(40, data.capacity());
    var file = new ByteArrayOutputStream();
    file.writeBytes(head);
    file.writeBytes(data.array());

    Pcm sound = decoded(AudioEncoding.PCM_24K, file.toByteArray(), 37).toPcm();

    assertThat(sound.length()).isEqualTo(samples.length);
    for (int i = 0; i < samples.length; i++) {
      int original = Mulaw.of(new byte[] {Pcm.of(samples, 8000).toMulaw().bytes()[i]}).sampleAt(0);
      assertThat((int) sound.at(i)).isCloseTo(original, within(bits == 8 ? 1100 : 520));
    }
  }

  @Test
  void a_telephones_silence_is_a_sound() throws Exception {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var quiet = new short[40];
      for (int i = 0; i < quiet.length; i++) {
        quiet[i] = (short) random.nextInt(-60, 60);
      }
      Pcm sound = Pcm.of(quiet, 8000);
      byte[] linear = Arrays.copyOfRange(Wav.of(sound), 44, 124);

      assertThat(decoded(AudioEncoding.PHONE, sound.toMulaw().bytes(), 7))
          .isEqualTo(sound.toMulaw());
      assertThat(decoded(AudioEncoding.PCM_24K, linear, 7).length()).isEqualTo(13);
    }
  }

  @Test
  void the_prompts_pass_from_any_place_on() throws Exception {
    byte[] prompt = prompt("greeting_he");
    for (int from = 0; from < 4000; from += 7) {
      byte[] part = Arrays.copyOfRange(prompt, from, from + 400);

      assertThat(decoded(AudioEncoding.PHONE, part, 400).bytes())
          .as("from %d", from)
          .isEqualTo(part);
    }
  }

  @Test
  void any_bytes_are_a_sound_or_unreadable() {
    for (int seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      byte[] bytes = Wav.of(ToneCodec.pcm("x", 22_050));
      for (int i = 0; i < 6; i++) {
        bytes[random.nextInt(60)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));

      Throwable outcome =
          catchThrowable(() -> decoded(AudioEncoding.PCM_24K, cut, 1 + random.nextInt(3000)));

      if (outcome != null) {
        assertThat(outcome).as("seed %d", seed).isInstanceOf(ProviderFailure.class);
        assertThat(((ProviderFailure) outcome).kind()).isEqualTo(FailureKind.UNREADABLE);
      }
    }
  }

  private static byte[] prompt(String name) throws IOException {
    String resource = "/prompts/he/" + name + ".ulaw";
    try (InputStream in = AudioStreamDecoderTest.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Mulaw decoded(AudioEncoding form, byte[] bytes, int step) throws ProviderFailure {
    var decoder = new AudioStreamDecoder("azure", form);
    var pieces = new ArrayList<Mulaw>();
    for (int at = 0; at < bytes.length; at += step) {
      pieces.add(decoder.decode(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step))));
    }
    pieces.add(decoder.finish());
    return Mulaw.join(pieces);
  }
}
