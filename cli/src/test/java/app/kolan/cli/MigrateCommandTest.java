package app.kolan.cli;

import static app.kolan.server.store.sql.OlderTables.BEFORE_UNPLAYED_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The tables of a PostgreSQL database, brought up to date by a command.
@Tag("socket")
class MigrateCommandTest {
  private static final int NEWEST = StoreFactory.newestVersion();

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void a_dry_run_names_the_steps_and_does_none() {
    String url = TestPostgres.olderDatabase(BEFORE_UNPLAYED_CALLS);
    List<String> steps = StoreFactory.pending(store(url));

    Ended told = migrate(url, "--dry-run");

    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out().lines())
        .hasSize(1 + steps.size())
        .startsWith(
            "The tables have version %d. Up to version %d there are %d steps:"
                .formatted(BEFORE_UNPLAYED_CALLS, NEWEST, steps.size()),
            "  V40, unplayed calls");
    assertThat(StoreFactory.version(store(url))).isEqualTo(BEFORE_UNPLAYED_CALLS);
    assertThat(migrate(url, "--dry-run").out()).isEqualTo(told.out());
  }

  @Test
  void the_steps_are_done_once() {
    String url = TestPostgres.olderDatabase(BEFORE_UNPLAYED_CALLS);

    Ended done = migrate(url);

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out())
        .isEqualToIgnoringNewLines(
            "The tables had version %d and have version %d now."
                .formatted(BEFORE_UNPLAYED_CALLS, NEWEST));
    assertThat(StoreFactory.version(store(url))).isEqualTo(NEWEST);
    String already = "The tables have version %d already.".formatted(NEWEST);
    assertThat(migrate(url, "--dry-run").out()).isEqualToIgnoringNewLines(already);
    assertThat(migrate(url).out()).isEqualToIgnoringNewLines(already);
  }

  @Test
  void an_empty_database_gets_its_tables() {
    String url = TestPostgres.emptyDatabase();

    assertThat(migrate(url, "--dry-run").out()).startsWith("There are no tables yet");
    assertThat(StoreFactory.version(store(url))).isZero();
    assertThat(migrate(url).out())
        .isEqualToIgnoringNewLines(
            "The tables had version 0 and have version %d now.".formatted(NEWEST));
  }

  @Test
  void a_database_that_is_not_there_is_named_with_a_remedy() {
    String url = TestPostgres.emptyDatabase().replaceFirst("/test_\\d+\\?", "/nowhere?");

    for (Ended refused : List.of(migrate(url), migrate(url, "--dry-run"))) {
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("Kolan cannot migrate: ")
          .contains("no such database", "createdb");
    }
  }

  private StoreSettings store(String url) {
    return new StoreSettings(folder, TestPostgres.address(url));
  }

  private Ended migrate(String url, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new MigrateCommand(
            () ->
                ConfigReader.draft(
                    Map.of("KOLAN_DATA", folder.toString(), "KOLAN_DATABASE", url),
                    folder.resolve("kolan.yaml")));
    int exitCode =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
