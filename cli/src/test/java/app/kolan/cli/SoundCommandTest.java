package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.prompts.SoundStore;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class SoundCommandTest {
  private static final PromptLibrary SHIPPED = PromptLibrary.shipped();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void a_recording_is_kept_under_the_name_that_is_printed() throws IOException {
    Path wav = folder.resolve("ברכה.wav");
    Files.write(wav, Wav.of(SHIPPED.audio(Prompt.SORRY)));

    assertThat(sound("add", wav.toString())).as(err.toString()).isZero();

    String hash = out.toString().substring(0, 16);
    assertThat(out.toString()).contains(" s  ", "ברכה.wav");
    PromptLibrary library =
        PromptLibraries.of(SHIPPED, null, SoundStore.in(folder.resolve("data")))
            .in(null, Map.of("greeting", hash));
    assertThat(library.audio(Prompt.GREETING).duration())
        .isLessThanOrEqualTo(SHIPPED.audio(Prompt.SORRY).duration());
  }

  @Test
  void each_file_that_cannot_be_used_is_named_and_the_others_are_kept() throws IOException {
    Path wav = folder.resolve("good.wav");
    Files.write(wav, Wav.of(SHIPPED.audio(Prompt.SORRY)));
    Path mp3 = folder.resolve("song.mp3");
    Files.write(mp3, new byte[100]);

    assertThat(sound("add", mp3.toString(), folder.resolve("no.wav").toString(), wav.toString()))
        .isEqualTo(1);

    assertThat(err.toString()).contains("song.mp3 cannot be used", "ffmpeg", "There is no file");
    assertThat(out.toString()).contains("good.wav");
  }

  @Test
  void without_a_command_it_says_what_there_is() {
    assertThat(sound()).isEqualTo(2);
    assertThat(err.toString()).contains("kolan sound add FILE");
  }

  private int sound(String... arguments) {
    var commandLine =
        new CommandLine(
            new SoundCommand(
                () ->
                    ConfigReader.draft(
                        Map.of("KOLAN_DATA", folder.resolve("data").toString()),
                        folder.resolve("kolan.yaml"))));
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
