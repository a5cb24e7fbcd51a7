package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PromptLibraryTest {
  private static final PromptLibrary LIBRARY = PromptLibrary.shipped();

  @ParameterizedTest
  @EnumSource
  void every_prompt_has_text_audio_and_mp3(Prompt prompt) {
    assertThat(LIBRARY.text(prompt)).isNotBlank();
    assertThat(LIBRARY.audio(prompt).length() % Mulaw.FRAME).isZero();
    assertThat(LIBRARY.mp3(LIBRARY.fixedName(prompt))).isPresent();
    assertThat(LIBRARY.mp3(LIBRARY.hashedName(prompt))).isPresent();
  }

  @Test
  void what_is_shipped_is_what_was_rendered_from_its_source() {
    PromptLibrary judged = PromptLoader.verifiedShipped();

    for (Prompt prompt : Prompt.values()) {
      assertThat(LIBRARY.text(prompt)).isEqualTo(judged.text(prompt));
      assertThat(LIBRARY.hashedName(prompt)).isEqualTo(judged.hashedName(prompt));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_prompt_on_the_phone_is_as_loud_as_the_others(Prompt prompt) {
    Pcm sound = LIBRARY.audio(prompt).toPcm();

    assertThat(Loudness.activeRms(sound)).isCloseTo(-20, within(1.0));
    assertThat(sound.peakDbfs()).isBetween(-15.0, -3.0);
  }

  @ParameterizedTest
  @EnumSource
  void a_prompt_begins_and_ends_with_a_short_silence(Prompt prompt) {
    Mulaw audio = LIBRARY.audio(prompt);
    int margin = 40 * Mulaw.RATE / 1000;

    assertThat(audio.slice(0, margin).toPcm().rmsDbfs()).isLessThan(-40);
    assertThat(audio.slice(audio.length() - margin, audio.length()).toPcm().rmsDbfs())
        .isLessThan(-40);
    assertThat(Loudness.trimmed(audio.toPcm()).duration())
        .isBetween(audio.duration().minusMillis(60), audio.duration().plusMillis(60));
  }

  @ParameterizedTest
  @EnumSource
  void a_prompt_takes_as_long_as_its_text_would(Prompt prompt) {
    int letters = LIBRARY.text(prompt).replaceAll("[^א-ת]", "").length();
    long milliseconds = LIBRARY.audio(prompt).duration().toMillis();

    assertThat(milliseconds).isBetween(200 + 70L * letters, 400 + 160L * letters);
  }

  @ParameterizedTest
  @EnumSource
  void an_mp3_is_small_mono_frames_as_long_as_the_phone_audio(Prompt prompt) {
    Mp3Frames frames = Mp3Frames.walk(mp3(LIBRARY.fixedName(prompt)).bytes());

    assertThat(frames.channels()).isEqualTo(1);
    assertThat(frames.rate()).isEqualTo(22_050);
    assertThat(frames.kilobits()).isEqualTo(32);
    assertThat(frames.duration())
        .isCloseTo(LIBRARY.audio(prompt).duration(), Duration.ofMillis(100));
  }

  @Test
  void the_greeting_has_the_name_that_phone_numbers_are_set_up_with() {
    assertThat(LIBRARY.fixedName(Prompt.GREETING)).isEqualTo("greeting_he.mp3");
  }

  @ParameterizedTest
  @EnumSource
  void a_hashed_name_and_an_etag_say_what_the_content_is(Prompt prompt) {
    PromptFile file = mp3(LIBRARY.hashedName(prompt));
    String hash = ContentHash.of(file.bytes());

    assertThat(LIBRARY.hashedName(prompt)).isEqualTo(prompt.fileName() + "." + hash + ".mp3");
    assertThat(file.etag()).isEqualTo('"' + hash + '"').matches("\"[0-9a-f]{16}\"");
  }

  @Test
  void only_the_hashed_name_may_be_cached_for_ever() {
    PromptFile fixed = mp3("greeting_he.mp3");
    PromptFile hashed = mp3(LIBRARY.hashedName(Prompt.GREETING));

    assertThat(hashed.immutable()).isTrue();
    assertThat(fixed.immutable()).isFalse();
    assertThat(fixed.bytes()).isEqualTo(hashed.bytes()).hasSize(fixed.length());
    assertThat(fixed.etag()).isEqualTo(hashed.etag());
    assertThat(fixed.contentType()).isEqualTo("audio/mpeg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "greeting_he",
        "greeting_he.ulaw",
        "GREETING_HE.MP3",
        "../he/greeting_he.mp3",
        "greeting_he.0123456789abcdef.mp3",
        "prompts.yaml"
      })
  void any_other_name_is_no_file(String name) {
    assertThat(LIBRARY.mp3(name)).isEmpty();
  }

  @Test
  void what_a_reader_does_to_the_bytes_changes_nothing() {
    PromptFile file = mp3("greeting_he.mp3");
    Arrays.fill(file.bytes(), (byte) 0);

    assertThat(ContentHash.of(file.bytes())).isEqualTo(file.etag().replace("\"", ""));
  }

  @Test
  void digits_are_found_by_their_character() {
    assertThat("0123456789".chars().mapToObj(digit -> LIBRARY.text(Prompt.digit((char) digit))))
        .containsExactly("אפס", "אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע");
  }

  @Test
  void the_manifest_knows_every_prompt_as_it_is_now() throws IOException {
    Manifest manifest = Manifest.read(shipped(Manifest.FILE_NAME));
    List<PromptSentence> source =
        SentenceFile.read(shipped(PromptLoader.SOURCE), PromptLoader.SOURCE);

    assertThat(source)
        .allSatisfy(
            sentence ->
                assertThat(manifest.sentences().get(sentence.id()))
                    .isNotNull()
                    .satisfies(
                        entry -> {
                          assertThat(entry.source()).isEqualTo(sentence.sourceHash());
                          assertThat(entry.text()).isEqualTo(sentence.text());
                          assertThat(entry.files()).hasSize(2);
                        }));
  }

  @Test
  void all_prompts_together_are_small() throws IOException {
    long total = 0;
    for (Prompt prompt : Prompt.values()) {
      total += LIBRARY.audio(prompt).length() + mp3(LIBRARY.fixedName(prompt)).length();
    }
    assertThat(total).isLessThan(2_000_000);
  }

  private static byte[] shipped(String name) throws IOException {
    return PromptLoader.SHIPPED.read(name).orElseThrow();
  }

  private static PromptFile mp3(String name) {
    return LIBRARY.mp3(name).orElseThrow();
  }
}
