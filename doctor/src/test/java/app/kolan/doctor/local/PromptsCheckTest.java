package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PromptsCheckTest {
  private static final PromptLibrary SHIPPED = PromptLibrary.shipped();
  private static final Mulaw GREETING = SHIPPED.audio(Prompt.GREETING);
  private static final byte[] GREETING_MP3 = SHIPPED.mp3("greeting_he.mp3").orElseThrow().bytes();

  @TempDir private Path folder;

  @Test
  void the_shipped_prompts_can_be_played() {
    assertThat(new PromptsCheck(null).look())
        .extracting(Finding::level)
        .containsExactly(Level.FINE);
  }

  @Test
  void own_prompts_are_looked_at() throws IOException {
    assertThat(greeting(GREETING, GREETING_MP3))
        .extracting(Finding::what)
        .first()
        .asString()
        .contains("those of " + folder);
  }

  @Test
  void a_sound_without_its_other_form_is_broken() throws IOException {
    Files.write(folder.resolve("greeting_he.ulaw"), GREETING.bytes());

    assertThat(new PromptsCheck(folder).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.what()).isEqualTo("greeting_he.mp3 is missing");
              assertThat(finding.remedy()).contains("kolan prompts");
            });
  }

  @Test
  void an_mp3_that_turns_into_something_else_is_broken() throws IOException {
    byte[] torn = GREETING_MP3.clone();
    Arrays.fill(torn, torn.length / 2, torn.length, (byte) 'x');

    assertThat(greeting(GREETING, torn))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.codes()).containsExactly(13420);
            });
  }

  @Test
  void a_faint_prompt_is_a_warning() throws IOException {
    Mulaw faint = GREETING.toPcm().amplified(0.04).toMulaw();

    assertThat(greeting(faint, GREETING_MP3))
        .extracting(Finding::what)
        .first()
        .asString()
        .contains("greeting_he is faint");
  }

  @Test
  void a_distorted_prompt_is_a_warning() throws IOException {
    Mulaw loud = GREETING.toPcm().amplified(20).toMulaw();

    assertThat(greeting(loud, GREETING_MP3))
        .extracting(Finding::what)
        .first()
        .asString()
        .contains("as loud as can be");
  }

  @Test
  void a_prompt_of_a_moment_is_a_warning_and_so_are_two_lengths() throws IOException {
    Mulaw click = Pcm.of(loud(800), 8000).toMulaw();

    assertThat(greeting(click, GREETING_MP3))
        .extracting(Finding::what)
        .anySatisfy(what -> assertThat(what).startsWith("greeting_he lasts 0.1 s"))
        .anySatisfy(what -> assertThat(what).contains("as MP3 and 0.1 s on the stream"));
  }

  @Test
  void a_missing_folder_is_broken() {
    assertThat(new PromptsCheck(folder.resolve("none")).look())
        .extracting(Finding::level)
        .containsExactly(Level.BROKEN);
  }

  @Test
  void an_mp3_is_as_long_as_its_frames() {
    assertThat(Mp3Length.of(GREETING_MP3).orElseThrow().minus(GREETING.duration()).abs())
        .isLessThan(Duration.ofMillis(300));
    assertThat(Mp3Length.of(new byte[0])).isEmpty();
    assertThat(Mp3Length.of(new byte[4000])).isEmpty();
    assertThat(Mp3Length.of("ID3".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
  }

  private List<Finding> greeting(Mulaw audio, byte[] mp3) throws IOException {
    Files.write(folder.resolve("greeting_he.ulaw"), audio.bytes());
    Files.write(folder.resolve("greeting_he.mp3"), mp3);
    return new PromptsCheck(folder).look();
  }

  private static short[] loud(int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (8000 * Math.sin(i / 4.0));
    }
    return samples;
  }
}
