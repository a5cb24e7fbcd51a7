package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class ExportPersonCommandTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final CallSid ANOTHERS = new CallSid("CA" + "2".repeat(32));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path data;

  @BeforeEach
  void addCalls() {
    try (Stores stores = StoreFactory.open(data)) {
      add(stores, CALL, "+972501112223");
      add(stores, ANOTHERS, "+972546667778");
    }
  }

  @Test
  void a_person_is_written_into_a_new_zip_and_the_audit_log_notes_it() throws IOException {
    Path file = data.resolve("dana.zip");

    assertThat(run("export", "person", "--number", "050-111-2223", file.toString())).isZero();

    assertThat(out.toString()).contains("Wrote", "1 calls");
    try (var zip = new ZipFile(file.toFile())) {
      String json =
          new String(
              zip.getInputStream(zip.getEntry("person.json")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(json).contains(CALL.value(), "+972501112223").doesNotContain("972546667778");
    }
    assertThat(run("audit", "list", "--business", "main", "--action", "person.export")).isZero();
    assertThat(out.toString()).contains("person.export").doesNotContain("501112223");
  }

  @Test
  void a_file_that_is_there_and_a_person_who_is_unknown_are_told() throws IOException {
    Path file = Files.createFile(data.resolve("there.zip"));
    assertThat(run("export", "person", "--number", "0501112223", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is a file");
    assertThat(file).isEmptyFile();

    Path other = data.resolve("other.zip");
    assertThat(run("export", "person", "--number", "0599999999", other.toString())).isEqualTo(1);
    assertThat(run("export", "person", "--contact", "7", other.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("Nothing is known of this person");
    assertThat(other).doesNotExist();
    assertThat(run("export", "person", other.toString())).isEqualTo(2);
  }

  private static void add(Stores stores, CallSid call, String caller) {
    var _ =
        stores
            .calls()
            .addArrival(
                call,
                "AC" + "a".repeat(32),
                1,
                0,
                new PhoneNumber(caller),
                new PhoneNumber("+97237654321"),
                "ticket",
                Instant.parse("2026-10-31T22:30:00Z"));
  }

  private int run(String command, String... arguments) {
    Path none = data.resolve("no-such-file.yaml");
    Object handler =
        command.equals("export")
            ? new ExportCommand(
                () -> ConfigReader.draft(Map.of("KOLAN_DATA", data.toString()), none))
            : new AuditCommand(
                () -> ConfigReader.draft(Map.of("KOLAN_DATA", data.toString()), none));
    return new CommandLine(handler)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
