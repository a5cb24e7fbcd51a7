package app.kolan.twilio.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.twilio.seed.SeededTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MulawTest {
  private static final Mulaw AUDIO = Mulaw.of(new byte[] {1, 2, 3, 4, 5});

  @Test
  void changing_the_array_it_came_from_changes_nothing() {
    byte[] codes = {1, 2, 3};
    var audio = Mulaw.of(codes);
    codes[0] = 9;

    assertThat(audio.at(0)).isEqualTo((byte) 1);
  }

  @Test
  void changing_the_array_it_gave_changes_nothing() {
    var audio = Mulaw.of(new byte[] {1, 2, 3});
    audio.bytes()[0] = 9;

    assertThat(audio.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void changing_a_list_that_was_joined_changes_nothing() {
    var parts = new ArrayList<>(List.of(AUDIO, AUDIO));
    var joined = Mulaw.join(parts);
    parts.clear();

    assertThat(joined.bytes()).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    assertThat(Mulaw.join(List.of())).isEqualTo(Mulaw.EMPTY);
  }

  @Test
  void a_slice_is_cut_to_what_there_is() {
    assertThat(AUDIO.slice(1, 3).bytes()).containsExactly(2, 3);
    assertThat(AUDIO.slice(-5, 2).bytes()).containsExactly(1, 2);
    assertThat(AUDIO.slice(3, 99).bytes()).containsExactly(4, 5);
    assertThat(AUDIO.slice(3, 1)).isEqualTo(Mulaw.EMPTY);
    assertThat(AUDIO.slice(Integer.MIN_VALUE, Integer.MAX_VALUE)).isEqualTo(AUDIO);
    assertThat(AUDIO.slice(9, 99).isEmpty()).isTrue();
  }

  @Test
  void padding_adds_silence_up_to_a_whole_frame() {
    Mulaw padded = AUDIO.paddedToFrames();

    assertThat(padded.length()).isEqualTo(Mulaw.FRAME);
    assertThat(padded.slice(0, 5)).isEqualTo(AUDIO);
    assertThat(padded.slice(5, 160)).isEqualTo(Mulaw.SILENT_FRAME.slice(5, 160));
  }

  @Test
  void whole_frames_need_no_padding() {
    assertThat(Mulaw.SILENT_FRAME.paddedToFrames()).isSameAs(Mulaw.SILENT_FRAME);
    assertThat(Mulaw.EMPTY.paddedToFrames()).isEqualTo(Mulaw.EMPTY);
  }

  @Test
  void silence_is_as_long_as_asked_and_silent() {
    var silence = Mulaw.silence(Duration.ofMillis(45));

    assertThat(silence.length()).isEqualTo(360);
    assertThat(silence.duration()).isEqualTo(Duration.ofMillis(45));
    assertThat(silence.bytes()).containsOnly(0xFF);
    assertThat(silence.toPcm().rmsDbfs()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Mulaw.SILENT_FRAME.duration()).isEqualTo(Mulaw.FRAME_LENGTH);
  }

  @SeededTest(100)
  void base64_comes_back_and_is_that_of_the_jdk(long seed) {
    var random = new Random(seed);
    var codes = new byte[random.nextInt(400)];
    random.nextBytes(codes);
    var audio = Mulaw.of(codes);

    assertThat(audio.base64()).isEqualTo(Base64.getEncoder().encodeToString(codes));
    assertThat(Mulaw.ofBase64(audio.base64())).isEqualTo(audio).hasSameHashCodeAs(audio);
  }

  @Test
  void what_is_not_base64_is_refused() {
    for (String text : List.of("?", "A", "AA=", "AA==AA", "_-", "AA AA", "AAAA\n")) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Mulaw.ofBase64(text));
    }
  }

  @Test
  void every_code_survives_linear_audio_except_minus_zero() {
    var codes = new byte[256];
    for (int i = 0; i < 256; i++) {
      codes[i] = (byte) i;
    }
    byte[] expected = codes.clone();
    expected[0x7F] = (byte) 0xFF;

    assertThat(Mulaw.of(codes).toPcm().toMulaw().bytes()).isEqualTo(expected);
  }

  @Test
  void its_samples_are_those_of_its_codes() {
    var audio = Mulaw.of(new byte[] {0, (byte) 0x80, (byte) 0xFF});

    assertThat(audio.toPcm().samples()).containsExactly(-32124, 32124, 0);
    assertThat(audio.sampleAt(1)).isEqualTo((short) 32124);
    assertThat(audio.toPcm().rate()).isEqualTo(8000);
  }

  @Test
  void equality_is_by_content_and_printing_by_length() {
    assertThat(Mulaw.of(new byte[] {1})).isEqualTo(Mulaw.of(new byte[] {1}));
    assertThat(Mulaw.of(new byte[] {1})).isNotEqualTo(Mulaw.of(new byte[] {2}));
    assertThat(Mulaw.of(new byte[0])).isEqualTo(Mulaw.ofBase64(""));
    assertThat(Mulaw.silence(Duration.ofSeconds(1))).asString().isEqualTo("Mulaw[1000 ms]");
  }
}
