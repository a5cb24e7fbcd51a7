package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class KnowledgeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void a_folder_is_imported_listed_and_asked_and_what_cannot_be_read_is_named() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("prices.md"), "# מחירים\nביקור עולה 250 שקלים.");
    Files.writeString(files.resolve("damaged.docx"), "no zip");
    Files.writeString(files.resolve("photo.png"), "is left out");

    assertThat(run(KnowledgeListCommand::new)).isZero();
    assertThat(out.toString()).contains("knows nothing but its settings");

    assertThat(run(KnowledgeImportCommand::new, files.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("2/2", "prices.md: 1 passage, ").doesNotContain("photo");
    assertThat(err.toString()).contains("damaged.docx is not imported: it is no Word document");

    assertThat(run(KnowledgeListCommand::new)).isZero();
    assertThat(out.toString()).containsPattern("file +1 +\\d+ +prices.md");
    assertThat(run(KnowledgeAskCommand::new, "כמה", "עולים", "הביקורים?")).isZero();
    assertThat(out.toString()).contains("prices.md", "מחירים", "ביקור עולה 250 שקלים.");
    assertThat(run(KnowledgeAskCommand::new, "יש", "בריכה?")).isEqualTo(1);
    assertThat(out.toString()).contains("does not know");
    assertThat(run(KnowledgeAskCommand::new, "--business", "nobody", "x")).isEqualTo(2);
  }

  @Test
  void unanswered_questions_are_listed_with_how_many_asked() {
    try (Stores stores = StoreFactory.open(folder.resolve("data"))) {
      for (int i = 1; i <= 2; i++) {
        stores
            .knowledge()
            .addQuestion(1, new CallSid("CA%032d".formatted(i)), "יש מעלית?", "מעל", Instant.EPOCH);
      }
    }

    assertThat(run(KnowledgeListCommand::new, "--unanswered")).isZero();
    assertThat(out.toString()).contains("   2  יש מעלית?");
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
