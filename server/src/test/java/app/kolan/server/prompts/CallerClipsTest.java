package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class CallerClipsTest {
  private static final CallerClips CLIPS = CallerClips.shipped();

  static List<String> names() {
    return CLIPS.names();
  }

  @Test
  void all_clips_of_the_demo_are_there() {
    assertThat(CLIPS.names())
        .containsExactly(
            "reason_appointment",
            "reason_short",
            "name_dana",
            "name_yossi_levi",
            "interruption",
            "message_long",
            "yes",
            "thanks");
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_clip_is_speech_at_the_prompts_loudness(String name) {
    Mulaw audio = CLIPS.audio(name);
    int letters = CLIPS.text(name).replaceAll("[^א-ת]", "").length();

    assertThat(audio).isEqualTo(audio.paddedToFrames());
    assertThat(audio.duration().toMillis()).isBetween(250 + 70L * letters, 400 + 160L * letters);
    assertThat(Loudness.activeRms(audio.toPcm())).isCloseTo(-20, within(1.0));
    assertThat(audio.toPcm().peakDbfs()).isLessThan(-3);
  }

  @Test
  void every_clip_was_rendered_from_its_sentence_as_it_is_now() throws IOException {
    Manifest manifest = Manifest.read(shipped(Manifest.FILE_NAME));

    assertThat(SentenceFile.read(shipped(CallerClips.SOURCE), CallerClips.SOURCE))
        .allSatisfy(
            sentence ->
                assertThat(manifest.sentences().get(sentence.id()))
                    .isNotNull()
                    .extracting(Manifest.Entry::source)
                    .isEqualTo(sentence.sourceHash()));
  }

  @Test
  void an_unknown_clip_is_answered_with_the_known_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CLIPS.audio("song"))
        .withMessageContaining("song")
        .withMessageContaining("reason_appointment, reason_short");
  }

  private static byte[] shipped(String name) throws IOException {
    return CallerClips.SHIPPED.read(name).orElseThrow();
  }
}
