package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Compares `docs/businesses.md` with the code.
@Tag("unit")
class BusinessesPageTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void its_examples_can_be_imported_as_they_are() throws IOException {
    Path page = Path.of("docs/businesses.md");
    String text = Files.readString(Files.exists(page) ? page : Path.of("..").resolve(page));
    var files = YAML.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(files).hasSize(2);

    for (int i = 0; i < files.size(); i++) {
      Path file = folder.resolve("example-" + i + ".yaml");
      Files.writeString(file, files.get(i));
      var out = new StringWriter();
      var err = new StringWriter();
      int code =
          new CommandLine(
                  new BusinessImportCommand(
                      () ->
                          ConfigReader.draft(
                              Map.of("KOLAN_DATA", folder.resolve("data").toString()),
                              folder.resolve("kolan.yaml"))))
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute("--publish", file.toString());

      assertThat(err.toString().lines()).as("but for the new database").hasSize(i == 0 ? 1 : 0);
      assertThat(code).isZero();
      assertThat(out.toString()).contains("added, version 1 is published");
    }
  }
}
