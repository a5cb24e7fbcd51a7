package app.kolan.stubs.sound;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ToneCodecTest {
  private static final String HELLO = "שלום, דנה! ☎ 2x";

  @ParameterizedTest
  @EnumSource
  void a_text_is_read_as_it_was_said(ToneSpeed pace) {
    Mulaw sound = ToneCodec.mulaw(HELLO, pace);

    HeardText heard = ToneCodec.read(sound).getFirst();
    assertThat(heard.text()).isEqualTo(HELLO);
    assertThat(heard.whole()).isTrue();
    assertThat(heard.begin()).isCloseTo(0, within(4));
    assertThat(heard.end()).isCloseTo(sound.length(), within(4));
    assertThat(heard.pause()).isZero();
  }

  @Test
  void a_letter_takes_as_long_as_in_speech() {
    assertThat(ToneCodec.mulaw("123456").duration()).isEqualTo(Duration.ofMillis(6 * 80 + 120));
    assertThat(ToneCodec.mulaw("")).isEqualTo(Mulaw.EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  void any_letters_are_read(ToneSpeed pace) {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        text.append((char) random.nextInt(0x10000));
      }

      assertThat(texts(ToneCodec.mulaw(text.toString(), pace)))
          .as("seed %d", seed)
          .containsExactly(text.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_sound_may_begin_at_any_sample(ToneSpeed pace) {
    for (int offset = 0; offset < 400; offset++) {
      Mulaw sound = join(silence(offset), ToneCodec.mulaw("שלום", pace), silence(77));

      List<HeardText> heard = ToneCodec.read(sound);

      assertThat(heard).as("offset %d", offset).hasSize(1);
      assertThat(heard.getFirst().text()).isEqualTo("שלום");
      assertThat(heard.getFirst().whole()).isTrue();
      assertThat(heard.getFirst().begin()).isCloseTo(offset, within(4));
    }
  }

  @Test
  void a_listener_who_comes_late_misses_the_text() {
    Mulaw said = ToneCodec.mulaw("late");
    for (int late = 200; late < said.length(); late += 61) {
      Mulaw missed = said.slice(late, said.length());

      assertThat(ToneCodec.read(join(missed, ToneCodec.mulaw("again"))))
          .as("%d samples late", late)
          .extracting(HeardText::text)
          .containsExactly("again");
    }
  }

  @ParameterizedTest
  @EnumSource
  void texts_that_follow_each_other_are_told_apart(ToneSpeed pace) {
    Mulaw first = ToneCodec.mulaw("אחת", pace);
    Mulaw second = ToneCodec.mulaw("שתיים", pace);

    assertThat(texts(join(first, second, second, silence(3), first)))
        .containsExactly("אחת", "שתיים", "שתיים", "אחת");
  }

  @Test
  void both_paces_are_read_in_one_sound() {
    Mulaw quick = ToneCodec.mulaw("מהר", ToneSpeed.QUICK);
    Mulaw slow = ToneCodec.mulaw("לאט");

    assertThat(texts(join(quick, slow, quick, silence(800), slow)))
        .containsExactly("מהר", "לאט", "מהר", "לאט");
  }

  @ParameterizedTest
  @EnumSource
  void a_text_that_is_cut_off_has_the_letters_that_were_heard(ToneSpeed pace) {
    Mulaw whole = ToneCodec.mulaw("abcde", pace);
    Mulaw next = ToneCodec.mulaw("next", pace);
    int letter = 4 * pace.symbolMillis() * 8;
    int preamble = 3 * pace.symbolMillis() * 8;
    for (int cut = preamble; cut < whole.length() - letter / 12; cut += 13) {
      int letters = Math.min(5, (cut - preamble) / letter);

      List<HeardText> heard = ToneCodec.read(join(whole.slice(0, cut), next, silence(5)));

      assertThat(heard).as("cut at %d", cut).hasSize(2);
      assertThat(heard.getFirst().whole()).isFalse();
      assertThat(heard.getFirst().text().length()).isBetween(letters, letters + 1);
      assertThat("abcde").startsWith(heard.getFirst().text());
      assertThat(heard.getFirst().end()).isCloseTo(cut, within(pace.symbolMillis() * 8 + 10));
      assertThat(heard.getLast().text()).isEqualTo("next");
      assertThat(heard.getLast().whole()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stop_in_the_middle_is_a_pause_and_no_end(ToneSpeed pace) {
    Mulaw whole = ToneCodec.mulaw("abcde", pace);
    for (int stop = 40; stop < whole.length(); stop += 37) {
      Mulaw heard = join(whole.slice(0, stop), silence(4321), whole.slice(stop, whole.length()));

      assertThat(ToneCodec.read(heard))
          .as("stop at %d", stop)
          .singleElement()
          .satisfies(
              text -> {
                assertThat(text.text()).isEqualTo("abcde");
                assertThat(text.whole()).isTrue();
                assertThat(text.pause()).isCloseTo(4321, within(4));
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void samples_that_are_missing_in_the_middle_are_noticed(ToneSpeed pace) {
    Mulaw whole = ToneCodec.mulaw("abcde", pace);
    for (int missing = 700; missing < 1400; missing += 53) {
      Mulaw broken = join(whole.slice(0, missing), whole.slice(missing + 160, whole.length()));

      assertThat(ToneCodec.read(broken))
          .as("missing from %d", missing)
          .singleElement()
          .satisfies(text -> assertThat(text.whole()).isFalse());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPEECH, 8000", "SPEECH, 16000", "SPEECH, 22050", "SPEECH, 24000", "SPEECH, 48000",
    "QUICK, 8000", "QUICK, 16000", "QUICK, 22050", "QUICK, 24000", "QUICK, 48000"
  })
  void a_text_survives_resampling(ToneSpeed pace, int rate) {
    Pcm sound = ToneCodec.pcm(HELLO, rate, pace);

    assertThat(sound.rate()).isEqualTo(rate);
    assertThat(texts(sound.toMulaw())).containsExactly(HELLO);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 2, 3.9})
  void its_loudness_does_not_matter(double factor) {
    Pcm sound = ToneCodec.pcm(HELLO, 24_000).amplified(factor);

    assertThat(texts(sound.toMulaw())).containsExactly(HELLO);
  }

  @Test
  void silence_noise_and_music_are_no_text() {
    assertThat(ToneCodec.read(Mulaw.EMPTY)).isEmpty();
    assertThat(ToneCodec.read(silence(16_000))).isEmpty();
    for (int seed = 0; seed < 20; seed++) {
      assertThat(ToneCodec.read(noise(seed, 16_000))).as("seed %d", seed).isEmpty();
    }
    for (int frequency = 100; frequency < 4000; frequency += 50) {
      assertThat(ToneCodec.read(tone(frequency))).as("%d Hz", frequency).isEmpty();
    }
  }

  @Test
  void a_text_is_found_amid_noise() {
    Mulaw sound = join(noise(1, 8000), ToneCodec.mulaw("כאן"), noise(2, 8000));

    assertThat(ToneCodec.read(sound))
        .singleElement()
        .satisfies(
            text -> {
              assertThat(text.text()).isEqualTo("כאן");
              assertThat(text.beginsAfter().toMillis()).isBetween(999L, 1001L);
              assertThat(text.endsAfter().toMillis()).isBetween(1359L, 1361L);
              assertThat(text.longestPause()).isZero();
            });
  }

  private static List<String> texts(Mulaw sound) {
    List<HeardText> heard = ToneCodec.read(sound);
    assertThat(heard).allMatch(HeardText::whole);
    return heard.stream().map(HeardText::text).toList();
  }

  private static Mulaw join(Mulaw... parts) {
    return Mulaw.join(Arrays.asList(parts));
  }

  private static Mulaw silence(int samples) {
    var codes = new byte[samples];
    Arrays.fill(codes, (byte) 0xFF);
    return Mulaw.of(codes);
  }

  private static Mulaw noise(int seed, int samples) {
    var random = new Random(seed);
    var noise = new short[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (short) random.nextInt(-12_000, 12_000);
    }
    return Pcm.of(noise, Mulaw.RATE).toMulaw();
  }

  private static Mulaw tone(int frequency) {
    var tone = new short[4000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (9000 * Math.sin(2 * Math.PI * frequency * i / Mulaw.RATE));
    }
    return Pcm.of(tone, Mulaw.RATE).toMulaw();
  }

  private static Offset<Integer> within(int samples) {
    return Offset.offset(samples);
  }
}
