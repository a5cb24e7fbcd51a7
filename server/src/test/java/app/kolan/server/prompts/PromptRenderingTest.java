package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.prompts.PromptRendering.Outcome.Failed;
import app.kolan.server.prompts.PromptRendering.Outcome.NoEngine;
import app.kolan.server.prompts.PromptRendering.Outcome.Rendered;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PromptRenderingTest {
  private static final String TWO_PROMPTS =
      """
      speakers:
        hummer: { voice: he, pitch: 50, speed: 165 }
      sentences:
        - { id: greeting_he, speaker: hummer, text: שלום, phonemes: "[[Sal'om]]" }
        - { id: sorry_he, speaker: hummer, text: סליחה רבה, phonemes: "[[sliX'a Q\\"ab'a]]" }
      """;

  @TempDir Path folder;
  private final FakeEngine engine = new FakeEngine();
  private final List<String> progress = new ArrayList<>();

  @Test
  void a_rendered_folder_is_a_library() throws Exception {
    source(TWO_PROMPTS);

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isEqualTo(new Rendered(2, "hum 1"));

    PromptLibrary library = PromptLibrary.over(folder);
    assertThat(library.text(Prompt.GREETING)).isEqualTo("שלום");
    assertThat(library.audio(Prompt.GREETING).duration().toMillis()).isEqualTo(400);
    assertThat(library.text(Prompt.STILL_THERE))
        .isEqualTo(PromptLibrary.shipped().text(Prompt.STILL_THERE));
  }

  @Test
  void progress_tells_each_sentence() throws Exception {
    source(TWO_PROMPTS);

    PromptRendering.run(engine, folder, progress::add);

    assertThat(progress).containsExactly("greeting_he, 400 ms", "sorry_he, 500 ms");
  }

  @Test
  void without_a_source_of_its_own_a_folder_gets_what_comes_with_kolan() throws Exception {
    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isEqualTo(new Rendered(Prompt.values().length, "hum 1"));

    assertThat(PromptLibrary.over(folder).text(Prompt.SORRY))
        .isEqualTo(PromptLibrary.shipped().text(Prompt.SORRY));
  }

  @Test
  void the_same_engine_gives_the_same_bytes() throws Exception {
    source(TWO_PROMPTS);
    PromptRendering.run(engine, folder, progress::add);
    Map<String, String> first = hashes();

    PromptRendering.run(engine, folder, progress::add);

    assertThat(hashes()).isEqualTo(first);
  }

  @Test
  void a_failing_engine_leaves_the_old_files() throws Exception {
    source(TWO_PROMPTS);
    PromptRendering.run(engine, folder, progress::add);
    Map<String, String> before = hashes();
    source(TWO_PROMPTS.replace("שלום", "שלום רב").replace("[[Sal'om]]", "[[Sal'om Q\\\"'av]]"));
    Map<String, String> changed = new TreeMap<>(before);
    changed.put(PromptLoader.SOURCE, hashes().getOrDefault(PromptLoader.SOURCE, ""));
    engine.failsAt = "sorry_he";

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isEqualTo(new Failed("sorry_he", "it lost its voice"));
    assertThat(hashes()).isEqualTo(changed);
  }

  @Test
  void an_engine_that_gives_silence_has_failed() throws Exception {
    source(TWO_PROMPTS);
    engine.silentAt = "greeting_he";

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isEqualTo(new Failed("greeting_he", "hum gave silence"));
    assertThat(hashes()).containsOnlyKeys(PromptLoader.SOURCE);
  }

  @Test
  void without_an_engine_there_is_a_remedy_and_no_change() throws Exception {
    engine.found = false;

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isEqualTo(new NoEngine("learn to hum"));
    assertThat(hashes()).isEmpty();
  }

  @Test
  void a_broken_source_is_reported_whole() throws Exception {
    source(
        """
        speakers:
          hummer: { voice: he, pitch: 50, speed: 165 }
        sentences:
          - { id: greeting_he, speaker: nobody, text: שלום, phonemes: "[[Sal'om]]" }
          - { id: sorry_he, speaker: hummer, text: סליחה }
        """);

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.which()).isEqualTo("the sentences");
              assertThat(failed.why())
                  .contains("prompts.yaml: greeting_he has the unknown speaker nobody")
                  .contains("sorry_he has no text or no phonemes");
            });
  }

  @Test
  void a_sentence_cannot_be_written_outside_the_folder() throws Exception {
    source(TWO_PROMPTS.replace("sorry_he", "../sorry_he"));

    assertThat(PromptRendering.run(engine, folder, progress::add))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.why()).contains("../sorry_he is no id"));
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "by a file");

    assertThat(PromptRendering.run(engine, file, progress::add))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.which()).isEqualTo(file.toString()));
  }

  @Test
  void a_persons_recording_becomes_a_prompt_beside_rendered_ones() throws Exception {
    source(TWO_PROMPTS);
    PromptRendering.run(engine, folder, progress::add);
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Files.write(recordings.resolve("sorry_he.wav"), Wav.of(Tone.sine(300, 0.02, 1500, 44_100)));

    assertThat(PromptRendering.runWithRecordings(recordings, folder, progress::add))
        .isEqualTo(new Rendered(1, "recordings"));

    PromptLibrary library = PromptLibrary.over(folder);
    assertThat(library.audio(Prompt.SORRY).duration().toMillis()).isEqualTo(1620);
    assertThat(library.audio(Prompt.GREETING).duration().toMillis()).isEqualTo(400);
  }

  @Test
  void a_recording_may_say_something_else_or_what_comes_with_kolan() throws Exception {
    source(TWO_PROMPTS);
    Files.write(folder.resolve("sorry_he.wav"), Wav.of(Tone.sine(300, 0.02, 900, 8000)));
    Files.write(folder.resolve("voicemail_he.wav"), Wav.of(Tone.sine(300, 0.9, 900, 8000)));

    assertThat(PromptRendering.runWithRecordings(folder, folder, progress::add))
        .isEqualTo(new Rendered(2, "recordings"));
    assertThat(manifest().sentences().values())
        .extracting(Manifest.Entry::text)
        .containsExactlyInAnyOrder("סליחה רבה", PromptLibrary.shipped().text(Prompt.VOICEMAIL));
  }

  @Test
  void a_recording_that_is_no_wav_is_named() throws Exception {
    Files.writeString(folder.resolve("sorry_he.wav"), "this is a letter");

    assertThat(PromptRendering.runWithRecordings(folder, folder, progress::add))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.which()).isEqualTo("sorry_he");
              assertThat(failed.why()).contains("sorry_he.wav");
            });
  }

  @Test
  void a_folder_without_recordings_gets_a_remedy() throws Exception {
    assertThat(PromptRendering.runWithRecordings(folder, folder, progress::add))
        .isInstanceOf(NoEngine.class);
  }

  private void source(String yaml) throws IOException {
    Files.writeString(folder.resolve(PromptLoader.SOURCE), yaml);
  }

  private Manifest manifest() throws IOException {
    return Manifest.read(Files.readAllBytes(folder.resolve(Manifest.FILE_NAME)));
  }

  private Map<String, String> hashes() throws IOException {
    var hashes = new TreeMap<String, String>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        hashes.put(file.getFileName().toString(), ContentHash.of(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }
}
