package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
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
class SpokenCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void each_line_is_printed_as_it_is_said() throws IOException {
    Path lines = folder.resolve("lines.txt");
    Files.writeString(lines, "עוד 2 שעות\n\nההזמנה X7-42 מוכנה\ncall 2 of 3\n");

    assertThat(spoken(lines.toString())).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .containsExactly("עוד שעתיים", "", "ההזמנה X שבע, ארבע שתיים מוכנה", "call two of three");
  }

  @Test
  void the_words_of_the_business_are_said_its_way() throws IOException {
    Path config = folder.resolve("kolan.yaml");
    Files.writeString(config, "business:\n  lexicon:\n    קולן: קוֹלָן\n");
    Path lines = folder.resolve("lines.txt");
    Files.writeString(lines, "בקולן 8 תורים\n");

    assertThat(spokenWith(config, lines.toString())).isZero();
    assertThat(spokenWith(config, "--no-lexicon", lines.toString())).isZero();
    assertThat(out.toString().lines()).containsExactly("בקוֹלָן שמונה תורים", "בקולן שמונה תורים");
  }

  @Test
  void vowel_points_tell_apart_what_is_written_alike() throws IOException {
    Path lines = folder.resolve("lines.txt");
    Files.writeString(lines, "8 תורים ב-8:00\n");

    assertThat(spoken("--niqqud", lines.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo("שְׁמוֹנָה תורים בשְׁמוֹנֶה");
  }

  @Test
  void a_file_that_is_missing_or_no_text_is_a_usage_error() throws IOException {
    assertThat(spoken(folder.resolve("nothing.txt").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file", "nothing.txt");

    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xE9, 0x20, (byte) 0xFF});
    assertThat(spoken(bytes.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("cannot be read as UTF-8");
  }

  private int spoken(String... arguments) {
    return spokenWith(folder.resolve("no-such-file.yaml"), arguments);
  }

  private int spokenWith(Path config, String... arguments) {
    return new CommandLine(
            new SpokenCommand(() -> ConfigReader.draft(Map.of(), config), Terminal.ofProcess()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
