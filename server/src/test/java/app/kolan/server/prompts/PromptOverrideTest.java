package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PromptOverrideTest {
  private static final PromptLibrary SHIPPED = PromptLibrary.shipped();

  @TempDir Path folder;

  @Test
  void an_empty_folder_changes_nothing() {
    PromptLibrary library = PromptLibrary.over(folder);

    assertThat(library.audio(Prompt.GREETING)).isEqualTo(SHIPPED.audio(Prompt.GREETING));
    assertThat(library.hashedName(Prompt.GREETING)).isEqualTo(SHIPPED.hashedName(Prompt.GREETING));
  }

  @Test
  void a_pair_of_files_made_by_hand_replaces_one_prompt() throws IOException {
    Files.write(folder.resolve("greeting_he.ulaw"), SHIPPED.audio(Prompt.SORRY).bytes());
    Files.write(folder.resolve("greeting_he.mp3"), mp3(Prompt.SORRY));

    PromptLibrary library = PromptLibrary.over(folder);

    assertThat(library.audio(Prompt.GREETING)).isEqualTo(SHIPPED.audio(Prompt.SORRY));
    assertThat(library.audio(Prompt.VOICEMAIL)).isEqualTo(SHIPPED.audio(Prompt.VOICEMAIL));
    assertThat(library.mp3(SHIPPED.hashedName(Prompt.GREETING))).isEmpty();
    assertThat(library.text(Prompt.GREETING)).isEqualTo(SHIPPED.text(Prompt.GREETING));
  }

  @Test
  void everything_broken_is_named_at_once() throws IOException {
    Files.write(folder.resolve("greeting_he.mp3"), mp3(Prompt.GREETING));
    Files.write(folder.resolve("sorry_he.mp3"), new byte[500]);
    Files.write(folder.resolve("sorry_he.ulaw"), new byte[0]);
    Files.write(folder.resolve("greting_he.ulaw"), new byte[10]);
    Files.writeString(folder.resolve("voicemail_he.wav"), "");
    Files.writeString(folder.resolve("manifest.json"), "{}");
    Files.writeString(folder.resolve("prompts.yaml"), "sentences: [{ id: hello_he }]");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "greeting_he.ulaw is missing",
            "sorry_he.mp3 holds no sound",
            "sorry_he.ulaw holds no sound",
            "greting_he.ulaw belongs to no prompt",
            "voicemail_he.wav has no voicemail_he.ulaw beside it",
            "manifest.json cannot be understood",
            "prompts.yaml: hello_he has the unknown speaker ");
  }

  @Test
  void a_text_without_audio_of_it_is_not_accepted() throws Exception {
    source("sorry_he", "אופס");

    assertThat(problems()).containsExactly("sorry_he has a new text but no audio of it");
  }

  @Test
  void a_sentence_for_no_prompt_is_named() throws Exception {
    source("hello_he", "הלו");

    assertThat(problems()).containsExactly("prompts.yaml: there is no prompt hello_he");
  }

  @Test
  void a_text_changed_after_rendering_is_named() throws Exception {
    source("sorry_he", "אופס");
    PromptRendering.run(new FakeEngine(), folder, line -> {});
    source("sorry_he", "אוי");

    assertThat(problems())
        .containsExactly("sorry_he was changed in prompts.yaml after it was rendered");
  }

  @Test
  void a_file_that_is_not_the_rendered_one_is_named() throws Exception {
    source("sorry_he", "אופס");
    PromptRendering.run(new FakeEngine(), folder, line -> {});
    Files.write(folder.resolve("sorry_he.mp3"), mp3(Prompt.SORRY));

    assertThat(problems())
        .containsExactly("sorry_he.mp3 is not what manifest.json says was rendered");
  }

  @Test
  void a_prompt_says_what_it_was_rendered_from_when_its_source_is_gone() throws Exception {
    source("sorry_he", "אופס");
    PromptRendering.run(new FakeEngine(), folder, line -> {});
    Files.delete(folder.resolve("prompts.yaml"));

    assertThat(PromptLibrary.over(folder).text(Prompt.SORRY)).isEqualTo("אופס");
  }

  @Test
  void a_folder_that_is_not_there_is_named_with_a_remedy() {
    assertThatExceptionOfType(BrokenPrompts.class)
        .isThrownBy(() -> PromptLibrary.over(folder.resolve("nowhere")))
        .withMessageContaining("nowhere is not there")
        .withMessageContaining("kolan prompts");
  }

  private List<String> problems() {
    try {
      PromptLibrary.over(folder);
      return List.of();
    } catch (BrokenPrompts e) {
      return e.problems();
    }
  }

  private void source(String id, String text) throws IOException {
    Files.writeString(
        folder.resolve("prompts.yaml"),
        """
        speakers:
          hummer: { voice: he, pitch: 50, speed: 165 }
        sentences:
          - { id: %s, speaker: hummer, text: %s, phonemes: "[['ops]]" }
        """
            .formatted(id, text));
  }

  private static byte[] mp3(Prompt prompt) {
    return SHIPPED.mp3(SHIPPED.fixedName(prompt)).orElseThrow().bytes();
  }
}
