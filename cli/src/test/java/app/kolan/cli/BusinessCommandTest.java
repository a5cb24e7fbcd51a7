package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class BusinessCommandTest {
  private static final String CLINIC =
      """
      numbers: ["+972-3-123-4567"]
      name: המרפאה
      greeting: שלום, הגעתם למרפאה. השיחה מוקלטת.
      tools:
      - name: book
        description: Books.
        url: https://booking.example.com/kolan
        secret: very-secret-key
        headers:
          Authorization: Bearer very-secret-token
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("clinic.yaml");
    Files.writeString(file, CLINIC);
  }

  @Test
  void without_businesses_the_list_says_so() {
    assertThat(list()).isZero();

    assertThat(out.toString()).contains("no business but the one of the server's own settings");
  }

  @Test
  void what_is_imported_with_publish_is_listed_with_its_number() {
    assertThat(importFile("--publish")).isZero();
    assertThat(out.toString()).isEqualTo("clinic: added, version 1 is published\n");

    assertThat(list("--json")).isZero();
    assertThat(out.toString())
        .contains(
            "\"slug\":\"clinic\"",
            "\"numbers\":[\"+97231234567\"]",
            "\"publishedVersion\":1",
            "\"name\":\"המרפאה\"");
  }

  @Test
  void without_publish_it_is_a_draft() {
    assertThat(importFile()).isZero();

    assertThat(out.toString()).isEqualTo("clinic: added, version 1 is a draft\n");
    assertThat(list("--json")).isZero();
    assertThat(out.toString()).contains("\"publishedVersion\":null");
  }

  @Test
  void the_same_file_again_makes_no_version() {
    importFile("--publish");

    assertThat(importFile("--publish")).isZero();

    assertThat(out.toString()).isEqualTo("clinic: unchanged, version 1 is published\n");
  }

  @Test
  void the_same_file_again_makes_no_draft_either() {
    importFile();
    assertThat(importFile()).isZero();
    assertThat(out.toString()).isEqualTo("clinic: unchanged, version 1 is a draft\n");
    importFile("--publish");

    assertThat(importFile()).isZero();

    assertThat(out.toString()).isEqualTo("clinic: unchanged, version 2 is published\n");
  }

  @Test
  void a_wrong_file_names_all_problems_and_changes_nothing() throws IOException {
    Files.writeString(file, "numbers: ['12']\nmode: robot\nhuman-number: '050'\n");

    assertThat(importFile("--publish")).isEqualTo(2);

    assertThat(err.toString())
        .contains("clinic.yaml is not imported:", "numbers is 12:", "mode is robot: choose")
        .contains("human-number is 050: write it in E.164");
    assertThat(list("--json")).isZero();
    assertThat(out.toString()).isEqualTo("[]\n");
  }

  @Test
  void a_file_that_is_not_there_or_not_text_is_told() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
    assertThat(importFile()).isEqualTo(2);
    assertThat(err.toString()).contains("not readable as UTF-8");

    Files.writeString(file, "name: \"a\\0b\"\n");
    assertThat(importFile()).isEqualTo(2);
    assertThat(err.toString()).contains("leave out NUL");
  }

  @Test
  void an_export_shows_no_secret_and_comes_back_with_the_secrets_that_were_there()
      throws IOException {
    importFile("--publish");

    assertThat(run(BusinessExportCommand::new, "clinic")).isZero();
    String exported = out.toString();
    assertThat(exported).contains("slug: clinic", "********").doesNotContain("very-secret");

    Files.writeString(file, exported);
    assertThat(importFile("--publish")).isZero();
    assertThat(out.toString()).isEqualTo("clinic: unchanged, version 1 is published\n");
  }

  @Test
  void a_mask_is_no_secret_for_another_address() throws IOException {
    importFile("--publish");
    run(BusinessExportCommand::new, "clinic");
    Files.writeString(file, out.toString().replace("booking.example.com", "evil.example.org"));

    assertThat(importFile("--publish")).isEqualTo(2);

    assertThat(err.toString()).contains("a mask without a secret");
  }

  @Test
  void a_diff_shows_what_changed_and_no_secret() throws IOException {
    importFile("--publish");
    Files.writeString(file, CLINIC.replace("Books.", "Books a visit."));
    importFile();

    assertThat(run(BusinessDiffCommand::new, "clinic")).isZero();

    assertThat(out.toString())
        .startsWith("--- version 1\n+++ version 2\n")
        .contains("-  description: Books.\n+  description: Books a visit.\n")
        .doesNotContain("very-secret");
  }

  @Test
  void a_diff_says_that_a_secret_changed_without_showing_it() throws IOException {
    importFile("--publish");
    Files.writeString(file, CLINIC.replace("very-secret-key", "another-secret-key"));
    importFile();

    assertThat(run(BusinessDiffCommand::new, "clinic", "1", "2")).isZero();

    assertThat(out.toString()).isEqualTo("Only secrets differ, which are not shown.\n");
  }

  @Test
  void what_is_not_there_is_told_with_what_to_do() {
    assertThat(run(BusinessExportCommand::new, "garage")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no business garage", "kolan business list");

    importFile();
    assertThat(run(BusinessDiffCommand::new, "clinic", "7")).isEqualTo(1);
    assertThat(err.toString()).contains("clinic has no version 7");
  }

  private int list(String... arguments) {
    return run(BusinessListCommand::new, arguments);
  }

  private int importFile(String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return run(BusinessImportCommand::new, arguments);
  }

  private int run(Function<Supplier<ConfigDraft>, Callable<Integer>> command, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment = Map.of("KOLAN_DATA", folder.resolve("data").toString());
    return new CommandLine(
            command.apply(() -> ConfigReader.draft(environment, folder.resolve("kolan.yaml"))))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
