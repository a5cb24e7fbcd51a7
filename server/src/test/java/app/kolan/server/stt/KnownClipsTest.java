package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.server.prompts.CallerClips;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stubs' speech recognition, on the callers' Hebrew sentences.
@Tag("unit")
class KnownClipsTest {
  private static final CallerClips CALLERS = CallerClips.shipped();
  private static final Mulaw PAUSE = Mulaw.silence(Duration.ofMillis(333));

  private final KnownClips known = new KnownClips();

  static List<String> names() {
    return CALLERS.names();
  }

  @BeforeEach
  void learn() {
    names().forEach(name -> known.knows(CALLERS.audio(name), CALLERS.text(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_clip_is_known_in_silence(String name) {
    assertThat(known.words(Mulaw.join(List.of(PAUSE, CALLERS.audio(name), PAUSE))))
        .isEqualTo(CALLERS.text(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_clip_is_known_when_it_is_softer_shifted_resampled_and_noisy(String name) {
    Pcm clip = CALLERS.audio(name).toPcm();
    double noise = 32768 * Math.pow(10, (clip.rmsDbfs() - 6 - 15) / 20);
    var random = new Random(name.hashCode());
    var line = new short[clip.length() + 4000];
    for (int i = 0; i < line.length; i++) {
      double voice = i >= 267 && i - 267 < clip.length() ? clip.at(i - 267) * 0.5 : 0;
      line[i] = (short) (voice + random.nextGaussian() * noise);
    }
    Mulaw heard = Pcm.of(line, Mulaw.RATE).toMulaw().toPcm().resampledTo(16_000).toMulaw();

    assertThat(known.words(heard)).isEqualTo(CALLERS.text(name));
  }

  @Test
  void clips_are_told_in_the_order_in_which_they_were_heard() {
    Mulaw heard =
        Mulaw.join(
            List.of(
                CALLERS.audio("thanks"), PAUSE, CALLERS.audio("yes"), CALLERS.audio("name_dana")));

    assertThat(known.words(heard))
        .isEqualTo(
            String.join(
                " ", CALLERS.text("thanks"), CALLERS.text("yes"), CALLERS.text("name_dana")));
  }

  @Test
  void half_a_clip_has_half_of_its_words_while_it_is_spoken_and_none_at_the_end() {
    Mulaw clip = CALLERS.audio("reason_appointment");
    Mulaw half = clip.slice(0, clip.length() * 6 / 10);

    assertThat(known.wordsSoFar(half)).isEqualTo("שלום, אני רוצה לקבוע תור");
    assertThat(known.words(half)).isEmpty();
  }

  @Test
  void a_word_is_known_between_pauses_and_not_within_other_speech() {
    Mulaw sentence = CALLERS.audio("reason_appointment");
    Mulaw word = sentence.slice(Mulaw.RATE, Mulaw.RATE + 2 * Mulaw.RATE / 5);
    var words = new KnownClips();
    words.knows(word, "הלו");

    assertThat(words.words(Mulaw.join(List.of(PAUSE, word, PAUSE)))).isEqualTo("הלו");
    assertThat(words.words(sentence)).isEmpty();
    assertThat(words.wordsSoFar(sentence)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_clip_that_was_not_taught_is_not_taken_for_another(String name) {
    var others = new KnownClips();
    names().stream()
        .filter(other -> !other.equals(name))
        .forEach(other -> others.knows(CALLERS.audio(other), CALLERS.text(other)));

    assertThat(others.words(CALLERS.audio(name))).isEmpty();
  }

  @Test
  void silence_noise_and_a_tone_have_no_words() {
    var random = new Random(3);
    var noise = new short[80_000];
    var tone = new short[80_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 3000);
      tone[i] = (short) (8000 * Math.sin(i * 0.3));
    }

    assertThat(known.wordsSoFar(Mulaw.silence(Duration.ofSeconds(10)))).isEmpty();
    assertThat(known.wordsSoFar(Pcm.of(noise, Mulaw.RATE).toMulaw())).isEmpty();
    assertThat(known.wordsSoFar(Pcm.of(tone, Mulaw.RATE).toMulaw())).isEmpty();
    assertThat(known.words(Mulaw.EMPTY)).isEmpty();
  }

  @Test
  void what_is_too_short_to_be_known_again_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> known.knows(PAUSE, "nothing"));
  }
}
