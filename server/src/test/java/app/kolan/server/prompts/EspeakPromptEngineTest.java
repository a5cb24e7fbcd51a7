package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class EspeakPromptEngineTest {
  private static final PromptSentence SHALOM =
      new PromptSentence("greeting_he", "שלום", "[[Sal'om]]", new VoiceStyle("he", 50, 165));

  @TempDir Path folder;

  @Test
  void a_program_that_is_not_there_is_not_found() {
    var engine = new EspeakEngine(folder.resolve("espeak-ng").toString());

    assertThat(engine.isFound()).isFalse();
    assertThat(engine.remedy()).contains("apt-get install espeak-ng");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_program_that_fails_is_quoted_with_its_code() throws IOException {
    var engine = new EspeakEngine(program("echo 'voice he is not here' >&2; exit 3"));

    assertThatExceptionOfType(RenderingFailed.class)
        .isThrownBy(() -> engine.render(SHALOM))
        .withMessage("espeak-ng ended with code 3: voice he is not here");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_program_that_writes_nothing_has_failed() throws IOException {
    var engine = new EspeakEngine(program("exit 0"));

    assertThatExceptionOfType(RenderingFailed.class)
        .isThrownBy(() -> engine.render(SHALOM))
        .withMessage("espeak-ng wrote no sound");
  }

  @Test
  void espeak_says_the_same_sentence_twice_the_same() throws Exception {
    EspeakEngine engine = installed();

    assertThat(engine.version()).matches("[0-9.]+.*");
    assertThat(engine.render(SHALOM)).isEqualTo(engine.render(SHALOM));
    assertThat(engine.render(SHALOM).duration().toMillis()).isBetween(300L, 1500L);
  }

  @Test
  void the_shipped_audio_is_what_this_code_makes_with_the_same_espeak() throws Exception {
    EspeakEngine engine = installed();
    Manifest shipped = Manifest.read(PromptLoader.SHIPPED.read(Manifest.FILE_NAME).orElseThrow());
    Manifest.Entry entry = Objects.requireNonNull(shipped.sentences().get("digit_3_he"));
    assumeTrue(
        entry.engine().equals("espeak-ng " + engine.version()), "another version is installed");

    new PromptRenderer(engine, List.of(PromptFormat.MULAW, PromptFormat.MP3))
        .render(List.of(shipped("digit_3_he")), folder, line -> {});

    Manifest rendered = Manifest.read(Files.readAllBytes(folder.resolve(Manifest.FILE_NAME)));
    assertThat(rendered.sentences()).containsEntry("digit_3_he", entry);
  }

  private static EspeakEngine installed() {
    var engine = new EspeakEngine();
    assumeTrue(engine.isFound(), "espeak-ng is not installed");
    return engine;
  }

  private static PromptSentence shipped(String id) throws IOException {
    byte[] yaml = PromptLoader.SHIPPED.read(PromptLoader.SOURCE).orElseThrow();
    return SentenceFile.read(yaml, PromptLoader.SOURCE).stream()
        .filter(sentence -> sentence.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String program(String script) throws IOException {
    var executable = PosixFilePermissions.fromString("rwxr-xr-x");
    Path file =
        Files.createFile(
            folder.resolve("program"), PosixFilePermissions.asFileAttribute(executable));
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return file.toString();
  }
}
